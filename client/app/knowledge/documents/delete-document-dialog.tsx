import { knowledgePaths, type Document } from "../../../../shared/knowledge.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { plural } from "../../../ui/format.ts";
import { call } from "../../api.ts";
import { FormError } from "../../auth/auth-frame.tsx";
import { createSubmit } from "../../auth/create-submit.ts";
import { markGone } from "../../citations/gone.ts";
import { useWorkspace } from "../../workspace/workspace-context.tsx";

export function DeleteDocumentDialog(props: { document: Document; onClose: (deleted: boolean) => void }) {
  const { organization } = useWorkspace();
  const form = createSubmit(async () => {
    await call("DELETE", knowledgePaths.document(organization().id, props.document.id));
    markGone(props.document.id);
    props.onClose(true);
  });
  const cited = () =>
    props.document.cited === 0
      ? ""
      : ` ${plural(props.document.cited, "answer that cited it stays, and says", "answers that cited it stay, and say")} that the source was deleted.`;
  return (
    <Dialog title={`Delete ${props.document.title}?`} onClose={() => props.onClose(false)}>
      <form class="form" onSubmit={form.onSubmit}>
        <p>
          The file, its text and all its pieces go, and no answer uses it any more.{cited()} This cannot be
          undone.
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
