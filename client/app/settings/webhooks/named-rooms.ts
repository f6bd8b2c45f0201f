import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { InboxEntry } from "../../../../shared/protocol/inbox-frames.ts";
import type { Inbox } from "../../../sdk/types.ts";

/** The person's rooms that have a name, by name. */
export function createNamedRooms(inbox: Inbox): Accessor<readonly InboxEntry[]> {
  const named = () =>
    [...(inbox.entries ?? [])]
      .filter(({ name, kind }) => name !== "" && (kind === "group" || kind === "session"))
      .sort((a, b) => a.name.localeCompare(b.name));
  const [rooms, setRooms] = createSignal(named());
  onCleanup(inbox.subscribe(() => setRooms(named())));
  return rooms;
}
