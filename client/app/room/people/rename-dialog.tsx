import { createSignal } from "solid-js";
import { MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-people.ts";

export default function RenameDialog(props: { onClose: () => void }) {
  const room = useRoom();
  const [name, setName] = createSignal(room.view().room.name);
  const form = createSubmit(async () => {
    await room.room.rename(name().trim());
    props.onClose();
  });
  return (
    <Dialog title={t("rename")} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label={t("name")}
          autofocus
          required
          maxLength={MAX_NAME_LENGTH}
          value={name()}
          onValue={setName}
        />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy() || name().trim() === ""}>
            {t("rename")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
