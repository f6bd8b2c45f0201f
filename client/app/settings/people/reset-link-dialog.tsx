import { createSignal, Match, Switch } from "solid-js";
import { accountPaths, type ResetLink } from "../../../../shared/account.ts";
import type { MemberDetails } from "../../../../shared/api.ts";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { CopyLine } from "../../../ui/copy-line.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import { t } from "../../../words/settings-people.ts";

/** Makes a link with which the person sets a new password. It is shown once. */
export function ResetLinkDialog(props: { person: MemberDetails; onClose: (done?: string) => void }) {
  const { organization } = useLiveOrganization();
  const [link, setLink] = createSignal<string>();
  const form = createSubmit(async () => {
    const path = accountPaths.resetLink(organization().id, props.person.id);
    const { token } = await call<ResetLink>("POST", path, {});
    setLink(`${location.origin}/reset-password#${token}`);
  });
  return (
    <Dialog title={t("newPassword", { name: props.person.name })} onClose={() => props.onClose()}>
      <Switch
        fallback={
          <form class="form" onSubmit={form.onSubmit}>
            <p>{t("resetAbout", { name: props.person.name })}</p>
            <FormError message={form.error()} />
            <div class="dialog__actions">
              <button type="button" class="button" onClick={() => props.onClose()}>
                {t("cancel")}
              </button>
              <button class="button button--primary" disabled={form.busy()}>
                {t("makeLink")}
              </button>
            </div>
          </form>
        }
      >
        <Match when={link()}>
          {(made) => (
            <div class="form">
              <p>{t("copyNow")}</p>
              <CopyLine label={t("resetLink")} value={made()} />
              <div class="dialog__actions">
                <button type="button" class="button" onClick={() => props.onClose()}>
                  {t("done")}
                </button>
              </div>
            </div>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}
