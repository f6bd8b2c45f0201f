import { batch, createMemo, createSignal, onCleanup } from "solid-js";
import type { Client } from "../../sdk/types.ts";
import { now } from "../lib/now.ts";
import { createTriage } from "./create-triage.ts";
import type { InboxContext } from "./inbox-context.ts";

/** The inbox as signals. `onStopped` is called once with the close code when the socket will not reconnect by itself. */
export function createInbox(client: Client, onStopped: (code: number) => void): InboxContext {
  const inbox = client.inbox();
  const [entries, setEntries] = createSignal(inbox.entries);
  const [drafts, setDrafts] = createSignal(inbox.drafts);
  const [saved, setSaved] = createSignal(inbox.saved);
  const [preferences, setPreferences] = createSignal(inbox.preferences);
  const [isWhole, setWhole] = createSignal(inbox.isWhole);
  const [connection, setConnection] = createSignal(inbox.connection);
  const [isCurrent, setIsCurrent] = createSignal(inbox.isCurrent);
  const stop = inbox.subscribe(() => {
    batch(() => {
      setEntries(inbox.entries);
      setDrafts(() => inbox.drafts);
      setSaved(inbox.saved);
      // Without a connection the preferences keep their last value.
      setPreferences((before) => inbox.preferences ?? before);
      setWhole(inbox.isWhole);
      setConnection(inbox.connection);
      setIsCurrent(inbox.isCurrent);
    });
    if (inbox.connection.type === "stopped") onStopped(inbox.connection.code);
  });
  onCleanup(() => {
    stop();
    inbox.close();
  });
  /** The server clock, ms. It updates once a minute while nothing else changes. */
  const serverNow = (): number => {
    now();
    return inbox.now();
  };
  const totals = createMemo(() => {
    entries();
    isWhole();
    now();
    return inbox.totals;
  });
  return {
    ...{ inbox, entries, totals, saved, preferences, connection, isCurrent, serverNow },
    draftMarks: drafts,
    triage: createTriage(inbox, serverNow),
  };
}
