import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { call } from "../../../parts/lib/http.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { t } from "../../../words/knowledge.ts";

export function DeleteLibraryDialog(props: { library: Library; onClose: (changed: boolean) => void }) {
  const { organization } = useClient();
  async function remove(): Promise<void> {
    await call("DELETE", knowledgePaths.library(organization, props.library.id));
    props.onClose(true);
  }
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name: props.library.name })}
      confirm={t("delete")}
      refuse={t("keep")}
      onConfirm={remove}
      onClose={() => props.onClose(false)}
    >
      {props.library.documents === 0
        ? t("containsNothing")
        : t("documentsGo", { count: props.library.documents })}{" "}
      {t("cannotBeUndone")}
    </ConfirmDialog>
  );
}
