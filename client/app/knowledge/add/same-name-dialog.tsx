import { For } from "solid-js";
import type { Document } from "../../../../shared/knowledge.ts";
import { formatMoment, plural } from "../../../ui/format.ts";
import { Dialog } from "../../../ui/dialog.tsx";

/** A chosen file, and the document of this name that the library has. */
export interface SameName {
  file: File;
  document: Document;
}

/** Asks what files are that have the names of documents: their next versions, or further documents. */
export function SameNameDialog(props: {
  files: readonly SameName[];
  onChoose: (choice: "version" | "keep") => void;
  onClose: () => void;
}) {
  const first = () => props.files[0]?.document;
  const isOne = () => props.files.length === 1;
  const choose = (choice: "version" | "keep") => {
    props.onChoose(choice);
    props.onClose();
  };
  return (
    <Dialog
      title={
        isOne() ? `${first()?.title} is in this library already` : "Some files are in this library already"
      }
      onClose={() => props.onClose()}
    >
      <div class="form">
        <ul class="plain" aria-label="Files of the same name">
          <For each={props.files}>
            {({ document }) => (
              <li>
                <span class="name">{document.title}</span>, version {document.version}, of{" "}
                {formatMoment(document.updatedAt, Date.now())}
              </li>
            )}
          </For>
        </ul>
        <p>
          As a new version, the file replaces the one that is there: answers use the new one only. If both are
          kept, both are found, and told apart by their dates.
        </p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => choose("keep")}>
            Keep both
          </button>
          <button type="button" class="button button--primary" autofocus onClick={() => choose("version")}>
            {isOne()
              ? `Add as version ${(first()?.version ?? 0) + 1}`
              : `Add as ${plural(props.files.length, "new version", "new versions")}`}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
