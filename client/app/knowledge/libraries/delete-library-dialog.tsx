import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { plural } from "../../../ui/format.ts";
import { call } from "../../api.ts";
import { FormError } from "../../auth/auth-frame.tsx";
import { createSubmit } from "../../auth/create-submit.ts";
import { useWorkspace } from "../../workspace/workspace-context.tsx";

export function DeleteLibraryDialog(props: { library: Library; onClose: (changed: boolean) => void }) {
  const { organization } = useWorkspace();
  const form = createSubmit(async () => {
    await call("DELETE", knowledgePaths.library(organization().id, props.library.id));
    props.onClose(true);
  });
  return (
    <Dialog title={`Delete ${props.library.name}?`} onClose={() => props.onClose(false)}>
      <form class="form" onSubmit={form.onSubmit}>
        <p>
          {props.library.documents === 0
            ? "There are no documents in it."
            : `Its ${plural(props.library.documents, "document goes", "documents go")} with it: files, texts, and all that is found of them. Answers that cited them stay, without these sources.`}{" "}
          This cannot be undone.
        </p>
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => props.onClose(false)}>
            Keep
          </button>
          <button class="button button--danger" disabled={form.busy()}>
            Delete
          </button>
        </div>
      </form>
    </Dialog>
  );
}
