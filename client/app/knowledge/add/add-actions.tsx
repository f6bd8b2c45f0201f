import { Icon } from "../../../ui/icon.tsx";
import { folder as folderIcon } from "../../../ui/later-icons.ts";
import { chosenFiles } from "../../../parts/files/dropped-files.ts";
import { t } from "../../../words/knowledge.ts";

/** The buttons that add documents. Files can also be dropped on the page, which another component handles. */
export function AddActions(props: {
  onFiles: (files: File[]) => void;
  onNote: () => void;
  onAddress: () => void;
}) {
  let files: HTMLInputElement | undefined;
  let folder: HTMLInputElement | undefined;
  function take(input: HTMLInputElement): void {
    props.onFiles(chosenFiles(input.files));
    // Clearing the value makes the browser fire `change` again when the same file is chosen a second time.
    input.value = "";
  }
  return (
    <div class="add-actions" role="group" aria-label={t("addDocuments")}>
      <button type="button" class="button button--primary" onClick={() => files?.click()}>
        <Icon name="upload" /> {t("addFiles")}
      </button>
      <button type="button" class="button" onClick={() => folder?.click()}>
        <Icon name={folderIcon} /> {t("addFolder")}
      </button>
      <button type="button" class="button" onClick={() => props.onNote()}>
        <Icon name="edit" /> {t("writeNote")}
      </button>
      <button type="button" class="button" onClick={() => props.onAddress()}>
        <Icon name="link" /> {t("addAddress")}
      </button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t("filesToAdd")}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={(input) => {
          input.webkitdirectory = true;
          folder = input;
        }}
        type="file"
        hidden
        aria-label={t("folderToAdd")}
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}
