import type { Accessor } from "solid-js";
import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import { makeContext } from "./make-context.ts";

/** What the server says of the signed-in person and of the organization that is open. It may change while it is shown. */
export interface AccountContext {
  account: Accessor<Me>;
  summary: Accessor<OrganizationSummary>;
}

const context = makeContext<AccountContext>("Account");
export const { Provider: AccountProvider, use: useAccount, find: findAccount } = context;
