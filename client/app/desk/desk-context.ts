import { createContext, useContext, type Accessor } from "solid-js";
import type { DeskConversation, DeskView, Queue } from "../../../shared/desk.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { DeskSearch } from "./create-desk-search.ts";
import type { Desk } from "../../sdk/desk/index.ts";

export interface DeskContextValue {
  desk: Desk;
  view: Accessor<DeskView | null>;
  isConnected: Accessor<boolean>;
  me: UserId;
  /** The current time, every few seconds. */
  now: Accessor<number>;
  queue: Accessor<Queue>;
  setQueue: (queue: Queue) => void;
  /** Narrows the list to open conversations with this tag, in place of a queue. */
  tag: Accessor<string | null>;
  setTag: (tag: string) => void;
  search: DeskSearch;
  /** The chosen queue, what is due first; while something is searched, what was found. */
  list: Accessor<readonly DeskConversation[]>;
  /** Who writes an answer in this conversation now, besides this person. */
  answeringIn: (room: RoomId) => { user: UserId; name: string } | null;
  nameOf: (user: UserId) => string;
  /** Runs the work, and shows its error. Resolves to whether it succeeded. */
  attempt: (work: () => Promise<unknown>) => Promise<boolean>;
}

const Context = createContext<DeskContextValue>();
export const DeskProvider = Context.Provider;

export function useDesk(): DeskContextValue {
  const desk = useContext(Context);
  if (!desk) throw new Error("useDesk needs a DeskProvider above it");
  return desk;
}
