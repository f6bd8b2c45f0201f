import { batch, createMemo, createSignal, onCleanup } from "solid-js";
import type { Client } from "../../sdk/types.ts";
import { newestFirst } from "./newest-first.ts";

/** The inbox as signals. `onStopped` hears the close code once, when it will not come back by itself. */
export function createInbox(client: Client, onStopped: (code: number) => void) {
  const inbox = client.inbox();
  const [entries, setEntries] = createSignal(inbox.entries);
  const [drafts, setDrafts] = createSignal(inbox.drafts);
  const [connection, setConnection] = createSignal(inbox.connection);
  const stop = inbox.subscribe(() => {
    batch(() => {
      setEntries(inbox.entries);
      setDrafts(() => inbox.drafts);
      setConnection(inbox.connection);
    });
    if (inbox.connection.type === "stopped") onStopped(inbox.connection.code);
  });
  onCleanup(() => {
    stop();
    inbox.close();
  });
  const sorted = createMemo(() => {
    const known = entries();
    return known && newestFirst(known);
  });
  return { entries: sorted, drafts, connection };
}
