import { createSignal, Match, Show, Switch } from "solid-js";
import {
  accountPaths,
  type Account,
  type ChangeEmail,
  type EmailChange,
} from "../../../../shared/account.ts";
import {
  changePassword,
  endSecondFactor,
  makeRecoveryCodes,
} from "../../../parts/contexts/second-factor-api.ts";
import { call } from "../../../parts/lib/http.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { now } from "../../../parts/lib/now.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { formatDay, plural } from "../../../ui/format.ts";
import { FormDialog } from "./form-dialog.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { Row, RowButton } from "./row.tsx";

const TwoFactorDialog = lazyPart(() => import("./two-factor-dialog.tsx"));

type Edited = "email" | "password" | "turnOn" | "turnOff" | "codes";

export function SignInCard(props: {
  account: Account;
  onChanged: (account: Account, words: string) => void;
  onStale: () => void;
}) {
  const [edited, setEdited] = createSignal<Edited>();
  const close = () => setEdited(undefined);
  return (
    <section class="profile__section" aria-labelledby="sign-in-heading">
      <h2 id="sign-in-heading">Signing in</h2>
      <div class="profile__card">
        <Row
          label="E-mail"
          action={<RowButton text="Change" label="Change e-mail" onClick={() => setEdited("email")} />}
        >
          <span class="profile__long">{props.account.email}</span>{" "}
          <Show when={props.account.emailVerified}>
            <span class="profile__tag profile__tag--good">Confirmed</span>
          </Show>
          <Show when={props.account.mail && !props.account.emailVerified}>
            <span class="profile__tag">Not confirmed</span>
          </Show>
        </Row>
        <Row
          label="Password"
          action={<RowButton text="Change" label="Change password" onClick={() => setEdited("password")} />}
        >
          Set {formatDay(props.account.passwordChangedAt, now()).toLocaleLowerCase()}
        </Row>
        <Row
          label="Two-factor"
          about="A code from your phone, besides the password."
          action={
            props.account.twoFactor ? (
              <RowButton text="Turn off" label="Turn off two-factor" onClick={() => setEdited("turnOff")} />
            ) : (
              <RowButton
                text="Set up"
                label="Set up two-factor"
                primary
                onClick={() => setEdited("turnOn")}
              />
            )
          }
        >
          <Show when={props.account.twoFactor} fallback={<span class="profile__tag">Off</span>}>
            <span class="profile__tag profile__tag--good">On</span>
          </Show>
        </Row>
        <Show when={props.account.twoFactor}>
          <Row
            label="Recovery codes"
            about="For when you do not have your phone."
            action={
              <RowButton text="Make new" label="Make new recovery codes" onClick={() => setEdited("codes")} />
            }
          >
            {plural(props.account.recoveryCodes, "code is left", "codes are left")}
          </Row>
        </Show>
      </div>
      <Switch>
        <Match when={edited() === "email"}>
          <EmailDialog {...props} onClose={close} />
        </Match>
        <Match when={edited() === "password"}>
          <PasswordDialog {...props} onClose={close} />
        </Match>
        <Match when={edited() === "turnOn"}>
          <TwoFactorDialog
            onClose={close}
            onDone={() => {
              props.onStale();
            }}
          />
        </Match>
        <Match when={edited() === "turnOff"}>
          <TurnOffDialog {...props} onClose={close} />
        </Match>
        <Match when={edited() === "codes"}>
          <CodesDialog onStale={props.onStale} onClose={close} />
        </Match>
      </Switch>
    </section>
  );
}

interface Editing {
  account: Account;
  onChanged: (account: Account, words: string) => void;
  onClose: () => void;
}

function OwnPassword(props: {
  label?: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string;
}) {
  return (
    <Field
      label={props.label ?? "Your password"}
      type="password"
      autocomplete="current-password"
      required
      hint={props.hint}
      value={props.value}
      onValue={props.onValue}
    />
  );
}

function EmailDialog(props: Editing) {
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [sent, setSent] = createSignal(false);
  async function save(): Promise<"stay" | undefined> {
    const body: ChangeEmail = { email: email(), password: password() };
    const { result } = await call<EmailChange>("POST", accountPaths.email, body);
    if (result === "sent") {
      setSent(true);
      return "stay";
    }
    props.onChanged(
      { ...props.account, email: email().trim().toLowerCase(), emailVerified: false },
      "Your e-mail address is changed.",
    );
    return undefined;
  }
  return (
    <Show
      when={!sent()}
      fallback={
        <Dialog title="Look into your mail" onClose={() => props.onClose()}>
          <p role="status">
            A link is on its way to <b>{email()}</b>. Your address changes when you open it. Until then it
            stays {props.account.email}.
          </p>
          <div class="dialog__actions">
            <button type="button" class="button button--primary" onClick={() => props.onClose()}>
              Done
            </button>
          </div>
        </Dialog>
      }
    >
      <FormDialog title="Change your e-mail address" save="Change" onClose={props.onClose} onSave={save}>
        <Field
          label="New e-mail address"
          type="email"
          autocomplete="email"
          required
          value={email()}
          onValue={setEmail}
          hint={
            props.account.mail
              ? "You get a link there. The address changes when you open it."
              : "This server sends no mail, so the address changes at once. You sign in with it from then on."
          }
        />
        <OwnPassword value={password()} onValue={setPassword} />
      </FormDialog>
    </Show>
  );
}

function PasswordDialog(props: Editing) {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  return (
    <FormDialog
      title="Change your password"
      save="Change password"
      onClose={props.onClose}
      onSave={async () => {
        await changePassword(current(), next());
        props.onChanged({ ...props.account, passwordChangedAt: Date.now() }, "Your password is changed.");
      }}
    >
      <p>You are signed out on all other devices.</p>
      <OwnPassword label="Current password" value={current()} onValue={setCurrent} />
      <Field
        label="New password"
        type="password"
        autocomplete="new-password"
        minLength={8}
        required
        hint="At least 8 characters."
        value={next()}
        onValue={setNext}
      />
    </FormDialog>
  );
}

function TurnOffDialog(props: Editing) {
  const [password, setPassword] = createSignal("");
  return (
    <FormDialog
      title="Turn off two-factor sign-in?"
      save="Turn off"
      danger
      onClose={props.onClose}
      onSave={async () => {
        await endSecondFactor(password());
        props.onChanged(
          { ...props.account, twoFactor: false, recoveryCodes: 0 },
          "Two-factor sign-in is off.",
        );
      }}
    >
      <p>Your password alone signs you in then. Your recovery codes stop working.</p>
      <OwnPassword value={password()} onValue={setPassword} />
    </FormDialog>
  );
}

function CodesDialog(props: { onStale: () => void; onClose: () => void }) {
  const [password, setPassword] = createSignal("");
  const [codes, setCodes] = createSignal<string[]>();
  async function make(): Promise<"stay"> {
    setCodes(await makeRecoveryCodes(password()));
    props.onStale();
    return "stay";
  }
  return (
    <Show
      when={codes()}
      fallback={
        <FormDialog title="Make new recovery codes?" save="Make codes" onClose={props.onClose} onSave={make}>
          <p>The old ones stop working.</p>
          <OwnPassword value={password()} onValue={setPassword} />
        </FormDialog>
      }
    >
      {(made) => (
        <Dialog title="Your recovery codes" onClose={() => props.onClose()}>
          <RecoveryCodes codes={made()} onDone={() => props.onClose()} />
        </Dialog>
      )}
    </Show>
  );
}
