import { t } from "../../../words/room.ts";
import { createAttach } from "./attach-files.ts";

/** Opens the device's choice of files or its camera. */
export interface FileChooser {
  files: () => void;
  photo: () => void;
}

/** The inputs that choose files. They are not shown: the composer has buttons for them. */
export function FileInputs(props: { ref: (chooser: FileChooser) => void }) {
  const attach = createAttach();
  let files: HTMLInputElement | undefined;
  let photo: HTMLInputElement | undefined;
  props.ref({ files: () => files?.click(), photo: () => photo?.click() });
  function take(event: Event & { currentTarget: HTMLInputElement }): void {
    attach([...(event.currentTarget.files ?? [])]);
    // Clearing the value makes the browser fire `change` again when the same file is chosen a second time.
    event.currentTarget.value = "";
  }
  return (
    <>
      <input ref={files} type="file" multiple hidden aria-label={t("filesToAttach")} onChange={take} />
      <input
        ref={photo}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t("photoToAttach")}
        onChange={take}
      />
    </>
  );
}
