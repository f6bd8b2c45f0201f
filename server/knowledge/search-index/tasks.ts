import { isDocumentId, isLibraryId, isOrganizationId } from "../../../shared/ids.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** What a library's index does later. Each task may run more than once. */
export type IndexTask =
  /**
   * Look whether work on the document was interrupted, and finish or undo it. It is noted before anything is begun, so that no crash leaves
   * a document half done. `at` is the time that it was noted for (server clock, milliseconds): a document may be due several times, as what
   * one look finds says nothing of what another was noted for.
   */
  | { task: "recover"; key: DocumentKey; at: number }
  /** Write the full text without the words of deleted documents. */
  | { task: "drop-words" };

const kinds: TaskKinds<IndexTask> = {
  keyOf(task) {
    switch (task.task) {
      case "recover": {
        const { organization, library, document } = task.key;
        return [task.at, organization, library, document].join(":");
      }
      case "drop-words":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    "drop-words": () => ({ task: "drop-words" }),
    recover(text) {
      const [at, organization, library, document] = text.split(":");
      if (!isOrganizationId(organization) || !isLibraryId(library) || !isDocumentId(document)) return null;
      return { task: "recover", key: { organization, library, document }, at: Number(at) };
    },
  },
};

export const indexSchedule = (store: SqlStore): Schedule<IndexTask> => new Schedule(store, kinds);
