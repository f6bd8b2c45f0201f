import encodeQR from "qr";
import { createSignal, Match, Switch } from "solid-js";
import { beginSecondFactor, showCode, type Enrolment } from "../../../parts/contexts/second-factor-api.ts";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { t } from "../../../words/account.ts";

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
    <Dialog title={t("setUpTitle")} onClose={() => props.onClose()}>
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
              <p role="status">{t("twoFactorOn")}</p>
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
      <p>{t("needApp")}</p>
      <Field
        label={t("yourPassword")}
        type="password"
        autocomplete="current-password"
        required
        value={password()}
        onValue={setPassword}
      />
      <FormError message={form.error()} />
      <div class="dialog__actions">
        <button class="button button--primary" disabled={form.busy()}>
          {t("continue")}
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
      <p>{t("scan")}</p>
      <QrCode text={props.uri} />
      <p class="profile__key">
        <span class="visually-hidden">{t("key")} </span>
        <code>{secret()}</code>
      </p>
      <Field
        label={t("code")}
        autocomplete="one-time-code"
        inputmode="numeric"
        required
        maxLength={12}
        hint={t("codeHint")}
        value={code()}
        onValue={setCode}
      />
      <FormError message={form.error()} />
      <div class="dialog__actions">
        <button class="button button--primary" disabled={form.busy()}>
          {t("turnOn")}
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
      aria-label={t("qrCode")}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${modules().length}v${modules().length}H0z`} />
      <path fill="#000" d={path()} />
    </svg>
  );
}
