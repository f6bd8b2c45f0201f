import { For } from "solid-js";
import type { Document } from "../../../../shared/knowledge.ts";
import { formatMoment } from "../../../ui/format.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { t } from "../../../words/knowledge.ts";

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
      title={isOne() ? t("isHereAlready", { title: first()?.title ?? "" }) : t("someAreHere")}
      onClose={() => props.onClose()}
    >
      <div class="form">
        <ul class="plain" aria-label={t("sameNames")}>
          <For each={props.files}>
            {({ document }) => (
              <li>
                {t.rich("sameName", {
                  title: <span class="name">{document.title}</span>,
                  version: document.version,
                  when: formatMoment(document.updatedAt, Date.now()),
                })}
              </li>
            )}
          </For>
        </ul>
        <p>{t("sameNameAbout")}</p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => choose("keep")}>
            {t("keepBoth")}
          </button>
          <button type="button" class="button button--primary" autofocus onClick={() => choose("version")}>
            {isOne()
              ? t("addAsVersion", { version: (first()?.version ?? 0) + 1 })
              : t("addAsVersions", { count: props.files.length })}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
