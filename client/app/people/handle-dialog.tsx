import { createSignal } from "solid-js";
import { paths, type Handle } from "../../../shared/api.ts";
import { cleanHandle } from "../../../shared/handles.ts";
import { MAX_HANDLE_LENGTH } from "../../../shared/limits.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";

/** Changes the person's handle in this organization. */
export default function HandleDialog(props: { onClose: () => void }) {
  const { me, organization } = useClient();
  const { handleOf, refreshPeople } = usePeople();
  const [written, setWritten] = createSignal(handleOf(me) ?? "");
  const form = createSubmit(async () => {
    const handle = cleanHandle(written());
    if (handle === null)
      throw new ParleyError(
        "bad_type",
        "A handle has 2 to 32 letters a to z and digits, with points, hyphens or underscores between them.",
      );
    await call<Handle>("PUT", paths.handle(organization), { handle } satisfies Handle);
    refreshPeople();
    props.onClose();
  });
  return (
    <Dialog title="Your handle" onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label="Handle"
          autofocus
          required
          maxLength={MAX_HANDLE_LENGTH + 1}
          hint="It distinguishes you from people with a similar name. It is unique in this organization."
          value={written()}
          onValue={setWritten}
        />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy()}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}
