import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { paths, type OrganizationSummary } from "../../../shared/api.ts";
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { t } from "../../words/workspace-menus.ts";

export default function OrganizationDialog(props: { onClose: () => void }) {
  return (
    <Dialog title={t("newOrganization")} onClose={() => props.onClose()}>
      <OrganizationForm />
    </Dialog>
  );
}

/** Creates an organization and opens its first room. */
export function OrganizationForm() {
  const session = useSession();
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const form = createSubmit(async () => {
    const made = await call<OrganizationSummary>("POST", paths.organizations, { name: name().trim() });
    await session.refresh();
    navigate(`/${made.id}/${made.welcomeRoom}`);
  });
  return (
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
        <button class="button button--primary" disabled={form.busy()}>
          {t("createOrganization")}
        </button>
      </div>
    </form>
  );
}
