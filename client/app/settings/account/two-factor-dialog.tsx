import encodeQR from "qr";
import { createSignal, Match, Switch } from "solid-js";
import { beginSecondFactor, showCode, type Enrolment } from "../../../parts/contexts/second-factor-api.ts";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

type Step =
  { type: "password" } | { type: "scan"; enrolment: Enrolment } | { type: "codes"; codes: string[] };

/** Sets up two-factor sign-in: password, QR code and first code, recovery codes. */
export default function TwoFactorDialog(props: { onClose: () => void; onDone: () => void }) {
  const [step, setStep] = createSignal<Step>({ type: "password" });
  const scan = () => {
    const now = step();
    return now.type === "scan" ? now.enrolment : undefined;
  };
  const codes = () => {
    const now = step();
    return now.type === "codes" ? now.codes : undefined;
  };
  return (
    <Dialog title="Set up two-factor sign-in" onClose={() => props.onClose()}>
      <Switch fallback={<PasswordStep onNext={(enrolment) => setStep({ type: "scan", enrolment })} />}>
        <Match when={scan()}>
          {(enrolment) => (
            <ScanStep
              uri={enrolment().totpURI}
              onNext={() => {
                setStep({ type: "codes", codes: enrolment().backupCodes });
                props.onDone();
              }}
            />
          )}
        </Match>
        <Match when={codes()}>
          {(made) => (
            <>
              <p role="status">Two-factor sign-in is on. You are signed out on all other devices.</p>
              <RecoveryCodes codes={made()} onDone={props.onClose} />
            </>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}

function PasswordStep(props: { onNext: (enrolment: Enrolment) => void }) {
  const [password, setPassword] = createSignal("");
  const form = createSubmit(async () => props.onNext(await beginSecondFactor(password())));
  return (
    <form class="form" onSubmit={form.onSubmit}>
      <p>
        You need an authenticator app on your phone, such as Aegis, 2FAS, Google Authenticator or 1Password.
      </p>
      <Field
        label="Your password"
        type="password"
        autocomplete="current-password"
        required
        value={password()}
        onValue={setPassword}
      />
      <FormError message={form.error()} />
      <div class="dialog__actions">
        <button class="button button--primary" disabled={form.busy()}>
          Continue
        </button>
      </div>
    </form>
  );
}

function ScanStep(props: { uri: string; onNext: () => void }) {
  const [code, setCode] = createSignal("");
  const form = createSubmit(async () => {
    await showCode(code());
    props.onNext();
  });
  const secret = () => (new URL(props.uri).searchParams.get("secret") ?? "").match(/.{1,4}/g)?.join(" ");
  return (
    <form class="form" onSubmit={form.onSubmit}>
      <p>Scan this with the app. Or type the key into it.</p>
      <QrCode text={props.uri} />
      <p class="profile__key">
        <span class="visually-hidden">Key: </span>
        <code>{secret()}</code>
      </p>
      <Field
        label="Code"
        autocomplete="one-time-code"
        inputmode="numeric"
        required
        maxLength={12}
        hint="The six digits that the app shows now."
        value={code()}
        onValue={setCode}
      />
      <FormError message={form.error()} />
      <div class="dialog__actions">
        <button class="button button--primary" disabled={form.busy()}>
          Turn on
        </button>
      </div>
    </form>
  );
}

/** Modules of white around the code, as ISO 18004 asks for. */
const QUIET = 4;

/** Always dark on white: many cameras read nothing else. */
function QrCode(props: { text: string }) {
  const modules = () => encodeQR(props.text, "raw", { ecc: "medium", border: QUIET });
  const path = () =>
    modules()
      .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
      .join("");
  return (
    <svg
      class="profile__qr"
      viewBox={`0 0 ${modules().length} ${modules().length}`}
      role="img"
      aria-label="QR code of the key"
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${modules().length}v${modules().length}H0z`} />
      <path fill="#000" d={path()} />
    </svg>
  );
}
