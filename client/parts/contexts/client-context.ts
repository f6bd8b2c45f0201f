import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import type { Drafts, DraftStore } from "../../sdk/drafts/types.ts";
import type { Client } from "../../sdk/types.ts";
import { makeContext } from "./make-context.ts";

/** Who is connected to which organization. This is the only context that a room needs. */
export interface ClientContext {
  client: Client;
  organization: OrganizationId;
  me: UserId;
  /** Unsent text, synchronized between the person's devices. Without it, a room keeps typed text only while it is on screen. */
  drafts?: Promise<Drafts>;
  /** Where this device stores the text of shared composers. Without it, only the room stores the text. */
  prompts?: DraftStore;
}

const context = makeContext<ClientContext>("Client");
export const { Provider: ClientProvider, use: useClient } = context;
