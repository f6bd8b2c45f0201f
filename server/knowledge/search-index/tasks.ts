import { isDocumentId, isLibraryId, isOrganizationId } from "../../../shared/ids.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Scheduled tasks of a library's index. Each task may run more than once. */
export type IndexTask =
  /**
   * Checks whether work on the document was interrupted, and finishes or undoes it. Scheduled before the work begins, so that a
   * crash leaves nothing half done. `at` is the scheduled time (server clock, milliseconds). A document may have several of
   * these tasks: each was scheduled for its own reason, and one check does not answer the others.
   */
  | { task: "recover"; key: DocumentKey; at: number }
  /** Rewrites the full-text index without the words of deleted documents. */
  | { task: "drop-words" }
  /** Indexes chunks again that another version of the analyser has indexed. */
  | { task: "renew-words" };

const kinds: TaskKinds<IndexTask> = {
  keyOf(task) {
    switch (task.task) {
      case "recover": {
        const { organization, library, document } = task.key;
        return [task.at, organization, library, document].join(":");
      }
      case "drop-words":
      case "renew-words":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    "drop-words": () => ({ task: "drop-words" }),
    "renew-words": () => ({ task: "renew-words" }),
    recover(text) {
      const [at, organization, library, document] = text.split(":");
      if (!isOrganizationId(organization) || !isLibraryId(library) || !isDocumentId(document)) return null;
      return { task: "recover", key: { organization, library, document }, at: Number(at) };
    },
  },
};

export const indexSchedule = (store: SqlStore): Schedule<IndexTask> => new Schedule(store, kinds);
