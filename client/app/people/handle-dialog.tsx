import { createSignal } from "solid-js";
import { paths, type Handle } from "../../../shared/api.ts";
import { cleanHandle } from "../../../shared/handles.ts";
import { MAX_HANDLE_LENGTH } from "../../../shared/limits.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { OwnProblem } from "../../parts/lib/own-problem.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { t } from "../../words/profile.ts";

/** Changes the person's handle in this organization. */
export default function HandleDialog(props: { onClose: () => void }) {
  const { me, organization } = useClient();
  const { handleOf, refreshPeople } = usePeople();
  const [written, setWritten] = createSignal(handleOf(me) ?? "");
  const form = createSubmit(async () => {
    const handle = cleanHandle(written());
    if (handle === null) throw new OwnProblem("bad_type", t("badHandle"));
    await call<Handle>("PUT", paths.handle(organization), { handle } satisfies Handle);
    refreshPeople();
    props.onClose();
  });
  return (
    <Dialog title={t("yourHandle")} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label={t("handle")}
          autofocus
          required
          maxLength={MAX_HANDLE_LENGTH + 1}
          hint={t("handleHint")}
          value={written()}
          onValue={setWritten}
        />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy()}>
            {t("save")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
