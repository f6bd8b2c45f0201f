import { knowledgePaths, type Document } from "../../../../shared/knowledge.ts";
import { call } from "../../../parts/lib/http.ts";
import { useDeletedDocuments } from "../../../parts/contexts/deleted-documents.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { t } from "../../../words/knowledge.ts";

export function DeleteDocumentDialog(props: { document: Document; onClose: (deleted: boolean) => void }) {
  const { organization } = useClient();
  const deleted = useDeletedDocuments();
  async function remove(): Promise<void> {
    await call("DELETE", knowledgePaths.document(organization, props.document.id));
    deleted.add(props.document.id);
    props.onClose(true);
  }
  const cited = () => props.document.cited;
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name: props.document.title })}
      confirm={t("delete")}
      refuse={t("keep")}
      onConfirm={remove}
      onClose={() => props.onClose(false)}
    >
      {t("fileGoes")} {cited() > 0 && `${t("citingAnswersStay", { count: cited() })} `}
      {t("cannotBeUndone")}
    </ConfirmDialog>
  );
}
