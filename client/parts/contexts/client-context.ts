import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import type { Drafts, DraftStore } from "../../sdk/drafts/types.ts";
import type { Client } from "../../sdk/types.ts";
import { makeContext } from "./make-context.ts";

/** Who is connected to what: the only context that a room needs. */
export interface ClientContext {
  client: Client;
  organization: OrganizationId;
  me: UserId;
  /** Unsent text, the same on all devices of the person. Without it a room keeps what is typed while it is on screen. */
  drafts?: Promise<Drafts>;
  /** Where this device keeps the text of shared composers. Without it they are kept by the room alone. */
  prompts?: DraftStore;
}

const context = makeContext<ClientContext>("Client");
export const { Provider: ClientProvider, use: useClient } = context;
