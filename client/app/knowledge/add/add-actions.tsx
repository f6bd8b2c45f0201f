import { Icon } from "../../../ui/icon.tsx";
import { chosenFiles } from "../../../parts/files/dropped-files.ts";

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
    <div class="add-actions" role="group" aria-label="Add documents">
      <button type="button" class="button button--primary" onClick={() => files?.click()}>
        <Icon name="upload" /> Add files
      </button>
      <button type="button" class="button" onClick={() => folder?.click()}>
        <Icon name="folder" /> Add a folder
      </button>
      <button type="button" class="button" onClick={() => props.onNote()}>
        <Icon name="edit" /> Write a note
      </button>
      <button type="button" class="button" onClick={() => props.onAddress()}>
        <Icon name="link" /> Add an address
      </button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to add"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={(input) => {
          input.webkitdirectory = true;
          folder = input;
        }}
        type="file"
        hidden
        aria-label="Folder to add"
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}
