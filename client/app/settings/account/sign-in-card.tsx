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
import { formatDayInText } from "../../../ui/format.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { Row, RowButton } from "./row.tsx";
import { t } from "../../../words/account.ts";

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
      <h2 id="sign-in-heading">{t("signingIn")}</h2>
      <div class="profile__card">
        <Row
          label={t("email")}
          action={
            <RowButton text={t("change")} label={t("changeEmail")} onClick={() => setEdited("email")} />
          }
        >
          <span class="profile__long">{props.account.email}</span>{" "}
          <Show when={props.account.emailVerified}>
            <span class="profile__tag profile__tag--good">{t("confirmed")}</span>
          </Show>
          <Show when={props.account.mail && !props.account.emailVerified}>
            <span class="profile__tag">{t("notConfirmed")}</span>
          </Show>
        </Row>
        <Row
          label={t("password")}
          action={
            <RowButton text={t("change")} label={t("changePassword")} onClick={() => setEdited("password")} />
          }
        >
          {t("passwordSet", { day: formatDayInText(props.account.passwordChangedAt, now()) })}
        </Row>
        <Row
          label={t("twoFactor")}
          about={t("twoFactorAbout")}
          action={
            props.account.twoFactor ? (
              <RowButton
                text={t("turnOff")}
                label={t("turnOffTwoFactor")}
                onClick={() => setEdited("turnOff")}
              />
            ) : (
              <RowButton
                text={t("setUp")}
                label={t("setUpTwoFactor")}
                primary
                onClick={() => setEdited("turnOn")}
              />
            )
          }
        >
          <Show when={props.account.twoFactor} fallback={<span class="profile__tag">{t("off")}</span>}>
            <span class="profile__tag profile__tag--good">{t("on")}</span>
          </Show>
        </Row>
        <Show when={props.account.twoFactor}>
          <Row
            label={t("recoveryCodes")}
            about={t("recoveryCodesAbout")}
            action={
              <RowButton text={t("makeNew")} label={t("makeNewCodes")} onClick={() => setEdited("codes")} />
            }
          >
            {t("codesLeft", { count: props.account.recoveryCodes })}
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
      label={props.label ?? t("yourPassword")}
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
      t("emailChanged"),
    );
    return undefined;
  }
  return (
    <Show
      when={!sent()}
      fallback={
        <Dialog title={t("lookIntoMail")} onClose={() => props.onClose()}>
          <p role="status">
            {t.rich("emailLinkSent", { email: <b>{email()}</b>, current: props.account.email })}
          </p>
          <div class="dialog__actions">
            <button type="button" class="button button--primary" onClick={() => props.onClose()}>
              {t("done")}
            </button>
          </div>
        </Dialog>
      }
    >
      <FormDialog
        title={t("changeEmailTitle")}
        save={t("change")}
        cancel={t("cancel")}
        onClose={props.onClose}
        onSave={save}
      >
        <Field
          label={t("newEmail")}
          type="email"
          autocomplete="email"
          required
          value={email()}
          onValue={setEmail}
          hint={props.account.mail ? t("newEmailByLink") : t("newEmailAtOnce")}
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
      title={t("changePasswordTitle")}
      save={t("changePassword")}
      cancel={t("cancel")}
      onClose={props.onClose}
      onSave={async () => {
        await changePassword(current(), next());
        props.onChanged({ ...props.account, passwordChangedAt: Date.now() }, t("passwordChanged"));
      }}
    >
      <p>{t("othersSignedOut")}</p>
      <OwnPassword label={t("currentPassword")} value={current()} onValue={setCurrent} />
      <Field
        label={t("newPassword")}
        type="password"
        autocomplete="new-password"
        minLength={8}
        required
        hint={t("passwordHint")}
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
      title={t("turnOffTitle")}
      save={t("turnOff")}
      cancel={t("cancel")}
      danger
      onClose={props.onClose}
      onSave={async () => {
        await endSecondFactor(password());
        props.onChanged({ ...props.account, twoFactor: false, recoveryCodes: 0 }, t("twoFactorOff"));
      }}
    >
      <p>{t("turnOffAbout")}</p>
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
        <FormDialog
          title={t("makeCodesTitle")}
          save={t("makeCodes")}
          cancel={t("cancel")}
          onClose={props.onClose}
          onSave={make}
        >
          <p>{t("oldCodesEnd")}</p>
          <OwnPassword value={password()} onValue={setPassword} />
        </FormDialog>
      }
    >
      {(made) => (
        <Dialog title={t("yourRecoveryCodes")} onClose={() => props.onClose()}>
          <RecoveryCodes codes={made()} onDone={() => props.onClose()} />
        </Dialog>
      )}
    </Show>
  );
}
