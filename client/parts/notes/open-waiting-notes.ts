import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { type Note, notePaths } from "../../../shared/notes.ts";
import { WaitingNotes } from "../../sdk/notes/waiting-notes.ts";
import { call } from "../lib/http.ts";
import { localStore } from "../lib/local-store.ts";
import { waitingPrefix } from "./note-storage.ts";

/** The notes of this person that wait on this device. Whoever sends them twice stores them once: each has a key. */
export function openWaitingNotes(
  organization: OrganizationId,
  me: UserId,
  onStored: () => void,
): WaitingNotes {
  const prefix = waitingPrefix(organization, me);
  return new WaitingNotes({
    ...{ store: localStore, prefix },
    post: async (note, key) => {
      const stored = await call<Note>("POST", notePaths.all(organization), note, { "idempotency-key": key });
      onStored();
      return stored;
    },
    newKey: () => crypto.randomUUID(),
  });
}
