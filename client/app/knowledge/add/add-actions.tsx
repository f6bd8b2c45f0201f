import { Icon } from "../../../ui/icon.tsx";
import { chosenFiles } from "../../../parts/files/dropped-files.ts";

/** The ways to add something, other than dropping it. */
export function AddActions(props: {
  onFiles: (files: File[]) => void;
  onNote: () => void;
  onAddress: () => void;
}) {
  let files: HTMLInputElement | undefined;
  let folder: HTMLInputElement | undefined;
  function take(input: HTMLInputElement): void {
    props.onFiles(chosenFiles(input.files));
    // The same file chosen once more is a change again.
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
