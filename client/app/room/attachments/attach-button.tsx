import { IconButton } from "../../../ui/icon-button.tsx";
import { createAttach } from "./attach-files.ts";

export function AttachButton() {
  const attach = createAttach();
  let input: HTMLInputElement | undefined;
  return (
    <>
      <IconButton
        icon="clip"
        size={20}
        class="composer__aside"
        label="Attach files"
        title="Attach files"
        onClick={() => input?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          attach([...(event.currentTarget.files ?? [])]);
          // Clearing the value makes the browser fire `change` again when the same file is chosen a second time.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
