import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { plural } from "../../../ui/format.ts";
import { call } from "../../../parts/lib/http.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useClient } from "../../../parts/contexts/client-context.ts";

export function DeleteLibraryDialog(props: { library: Library; onClose: (changed: boolean) => void }) {
  const { organization } = useClient();
  async function remove(): Promise<void> {
    await call("DELETE", knowledgePaths.library(organization, props.library.id));
    props.onClose(true);
  }
  return (
    <ConfirmDialog
      title={`Delete ${props.library.name}?`}
      confirm="Delete"
      refuse="Keep"
      onConfirm={remove}
      onClose={() => props.onClose(false)}
    >
      {props.library.documents === 0
        ? "It contains no documents."
        : `Its ${plural(props.library.documents, "document goes", "documents go")} with it: files, texts, and all that is found of them. Answers that cited them stay, without these sources.`}{" "}
      This cannot be undone.
    </ConfirmDialog>
  );
}
