import { knowledgePaths, type Document } from "../../../../shared/knowledge.ts";
import { plural } from "../../../ui/format.ts";
import { call } from "../../../parts/lib/http.ts";
import { useDeletedDocuments } from "../../../parts/contexts/deleted-documents.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useClient } from "../../../parts/contexts/client-context.ts";

export function DeleteDocumentDialog(props: { document: Document; onClose: (deleted: boolean) => void }) {
  const { organization } = useClient();
  const deleted = useDeletedDocuments();
  async function remove(): Promise<void> {
    await call("DELETE", knowledgePaths.document(organization, props.document.id));
    deleted.add(props.document.id);
    props.onClose(true);
  }
  const cited = () =>
    props.document.cited === 0
      ? ""
      : ` ${plural(props.document.cited, "answer that cited it stays, and says", "answers that cited it stay, and say")} that the source was deleted.`;
  return (
    <ConfirmDialog
      title={`Delete ${props.document.title}?`}
      confirm="Delete"
      refuse="Keep"
      onConfirm={remove}
      onClose={() => props.onClose(false)}
    >
      The file, its text and all its pieces go, and no answer uses it any more.{cited()} This cannot be
      undone.
    </ConfirmDialog>
  );
}
