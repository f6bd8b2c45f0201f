import type { Accessor } from "solid-js";
import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import { makeContext } from "./make-context.ts";

/** The signed-in person and the open organization, as the server reports them. Both may change while the page is shown. */
export interface AccountContext {
  account: Accessor<Me>;
  summary: Accessor<OrganizationSummary>;
}

const context = makeContext<AccountContext>("Account");
export const { Provider: AccountProvider, use: useAccount, find: findAccount } = context;
