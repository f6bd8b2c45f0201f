import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import {
  paths,
  type ChangeOrganization,
  type DeleteOrganization,
  type OrganizationSummary,
} from "../../../shared/api.ts";
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { LeaveDialog } from "../workspace/leave-dialog.tsx";
import { OrganizationPicture } from "./organization-picture.tsx";
import { useLiveOrganization } from "./live-organization.tsx";
import { t } from "../../words/settings.ts";

/** `/:organization/settings/organization`: its name, leaving it and deleting it. */
export function OrganizationPage() {
  const { organization, me } = useLiveOrganization();
  const [dialog, setDialog] = createSignal<"leave" | "delete">();
  return (
    <>
      <div class="settings__title">
        <h1>{t("organization")}</h1>
      </div>
      <OrganizationPicture organization={organization()} />
      <NameForm organization={organization()} />
      <section class="settings__row" aria-labelledby="leave-heading">
        <div>
          <h2 id="leave-heading" class="settings__legend">
            {t("leave")}
          </h2>
          <p class="settings__lead">{t("leaveAbout")}</p>
        </div>
        <button type="button" class="button" onClick={() => setDialog("leave")}>
          {t("leaveNamed", { name: organization().name })}
        </button>
      </section>
      <Show when={organization().role === "owner"}>
        <section class="settings__row" aria-labelledby="delete-heading">
          <div>
            <h2 id="delete-heading" class="settings__legend">
              {t("delete")}
            </h2>
            <p class="settings__lead">{t("deleteAbout")}</p>
          </div>
          <button type="button" class="button button--danger" onClick={() => setDialog("delete")}>
            {t("deleteNamed", { name: organization().name })}
          </button>
        </section>
      </Show>
      <Show when={dialog() === "leave"}>
        <LeaveDialog me={me().user.id} organization={organization()} onClose={() => setDialog(undefined)} />
      </Show>
      <Show when={dialog() === "delete"}>
        <DeleteDialog organization={organization()} onClose={() => setDialog(undefined)} />
      </Show>
    </>
  );
}

function NameForm(props: { organization: OrganizationSummary }) {
  const session = useSession();
  const [name, setName] = createSignal(props.organization.name);
  const [saved, setSaved] = createSignal(false);
  const form = createSubmit(async () => {
    const body: ChangeOrganization = { name: name().trim() };
    const changed = await call<OrganizationSummary>("PATCH", paths.profile(props.organization.id), body);
    await session.refresh();
    setName(changed.name);
    setSaved(true);
  });
  return (
    <form class="form settings__form" onSubmit={form.onSubmit} onInput={() => setSaved(false)}>
      <Field label={t("name")} required maxLength={MAX_NAME_LENGTH} value={name()} onValue={setName} />
      <FormError message={form.error()} />
      <div class="settings__save">
        <button class="button button--primary" disabled={form.busy()}>
          {t("save")}
        </button>
        <span role="status">{saved() ? t("saved") : ""}</span>
      </div>
    </form>
  );
}

/** The name has to be typed, so that nobody deletes the wrong organization. */
function DeleteDialog(props: { organization: OrganizationSummary; onClose: () => void }) {
  const session = useSession();
  const navigate = useNavigate();
  const [typed, setTyped] = createSignal("");
  const form = createSubmit(async () => {
    const body: DeleteOrganization = { name: typed() };
    await call("POST", paths.deletion(props.organization.id), body);
    await session.refresh();
    navigate("/");
  });
  return (
    <Dialog title={t("deleteTitle", { name: props.organization.name })} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <p>{t("deleteForEver")}</p>
        <Field
          label={t("typeToConfirm", { name: props.organization.name })}
          autofocus
          autocomplete="off"
          required
          value={typed()}
          onValue={setTyped}
        />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            {t("cancel")}
          </button>
          <button
            class="button button--danger"
            disabled={form.busy() || typed().trim() !== props.organization.name}
          >
            {t("deleteForEverybody")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
