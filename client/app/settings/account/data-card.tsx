import { createSignal, Show } from "solid-js";
import { accountPaths, type Account, type DeleteAccount } from "../../../../shared/account.ts";
import { addressForMe, call } from "../../../parts/lib/http.ts";
import { Field } from "../../../ui/field.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { Row, RowButton } from "./row.tsx";

export function DataCard(props: { account: Account }) {
  const [deleting, setDeleting] = createSignal(false);
  return (
    <section class="profile__section" aria-labelledby="data-heading">
      <h2 id="data-heading">Your data</h2>
      <div class="profile__card">
        <Row
          label="Export"
          about="A JSON file with your profile, your memberships and the messages that you have written."
          action={
            <a
              class="button button--small"
              href={addressForMe(accountPaths.export)}
              download="parley-account.json"
            >
              Download
            </a>
          }
        />
        <Row
          label="Delete account"
          about="You leave every organization. Your messages stay, without your name."
          action={
            <RowButton text="Delete…" label="Delete account" danger onClick={() => setDeleting(true)} />
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
      title="Delete your account?"
      save="Delete account"
      danger
      onClose={props.onClose}
      onSave={async () => {
        await call("POST", accountPaths.delete, { password: password() } satisfies DeleteAccount);
        // The page still holds what belongs to the account.
        location.replace("/sign-in");
      }}
    >
      <ul class="profile__list">
        <li>You are signed out on all devices and leave all organizations and conversations.</li>
        <li>Your messages, files and documents stay. They are shown as from “Deleted account”.</li>
        <li>Your name, picture, address, drafts and settings are deleted. Nobody can restore them.</li>
        <li>
          If you are the only owner of an organization, make somebody else an owner first, or delete it.
        </li>
      </ul>
      <Field
        label="Your password"
        type="password"
        autocomplete="current-password"
        required
        value={password()}
        onValue={setPassword}
        hint={`The account of ${props.account.email} is deleted.`}
      />
    </FormDialog>
  );
}
