import { createSignal, Show } from "solid-js";
import { accountPaths, type Account, type DeleteAccount } from "../../../../shared/account.ts";
import { addressForMe, call } from "../../../parts/lib/http.ts";
import { Field } from "../../../ui/field.tsx";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { Row, RowButton } from "./row.tsx";
import { t } from "../../../words/account.ts";

export function DataCard(props: { account: Account }) {
  const [deleting, setDeleting] = createSignal(false);
  return (
    <section class="profile__section" aria-labelledby="data-heading">
      <h2 id="data-heading">{t("yourData")}</h2>
      <div class="profile__card">
        <Row
          label={t("export")}
          about={t("exportAbout")}
          action={
            <a
              class="button button--small"
              href={addressForMe(accountPaths.export)}
              download="parley-account.json"
            >
              {t("download")}
            </a>
          }
        />
        <Row
          label={t("deleteAccount")}
          about={t("deleteAccountAbout")}
          action={
            <RowButton
              text={t("deleteMore")}
              label={t("deleteAccount")}
              danger
              onClick={() => setDeleting(true)}
            />
          }
        />
      </div>
      <Show when={deleting()}>
        <DeleteDialog account={props.account} onClose={() => setDeleting(false)} />
      </Show>
    </section>
  );
}

function DeleteDialog(props: { account: Account; onClose: () => void }) {
  const [password, setPassword] = createSignal("");
  return (
    <FormDialog
      title={t("deleteTitle")}
      save={t("deleteAccount")}
      cancel={t("cancel")}
      danger
      onClose={props.onClose}
      onSave={async () => {
        await call("POST", accountPaths.delete, { password: password() } satisfies DeleteAccount);
        // The page still holds what belongs to the account.
        location.replace("/sign-in");
      }}
    >
      <ul class="profile__list">
        <li>{t("deleteSignedOut")}</li>
        <li>{t("deleteMessagesStay")}</li>
        <li>{t("deleteRest")}</li>
        <li>{t("deleteOwner")}</li>
      </ul>
      <Field
        label={t("yourPassword")}
        type="password"
        autocomplete="current-password"
        required
        value={password()}
        onValue={setPassword}
        hint={t("deleteWhich", { email: props.account.email })}
      />
    </FormDialog>
  );
}
