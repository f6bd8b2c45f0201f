import { createSignal, Match, Show, Switch } from "solid-js";
import type { ContinueLink } from "../../../../shared/widget.ts";
import { t } from "../../../words/widget-talk.ts";
import { announce } from "../announcer.tsx";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import { problemOf } from "../words-of-errors.ts";
import EmailField from "./email-field.tsx";

/** The transcript by mail. Who has given no address is asked for one. */
export function Transcript() {
  const panel = usePanel();
  const [state, setState] = createSignal<"idle" | "asking" | "sent">("idle");
  const [problem, setProblem] = createSignal("");
  const email = () => panel.session()?.visitor.email ?? null;
  async function send(): Promise<void> {
    const room = panel.current()?.room.id;
    if (room === undefined) return;
    if (email() === null) return void setState("asking");
    try {
      await panel.ask("POST", `/conversations/${room}/transcript`);
      setState("sent");
      announce(t("transcriptSent", { email: email() ?? "" }));
    } catch (error) {
      setProblem(problemOf(error));
    }
  }
  return (
    <>
      <button type="button" class="row" onClick={() => void send()}>
        <Icon of="mail" />
        <span>
          <Show when={state() === "sent"} fallback={t("mailTranscript")}>
            {t("transcriptSent", { email: email() ?? "" })}
          </Show>
        </span>
      </button>
      <Show when={problem()}>
        <p class="error row__note" role="alert">
          {problem()}
        </p>
      </Show>
      <Show when={state() === "asking"}>
        <div class="row__note">
          <EmailField
            button={t("mailTranscript")}
            onEmail={async (address) => {
              await panel.changeVisitor({ email: address });
              await send();
            }}
          />
        </div>
      </Show>
    </>
  );
}

/** A link that continues on another device, once. */
export function Elsewhere() {
  const panel = usePanel();
  const [link, setLink] = createSignal("");
  const [isCopied, setCopied] = createSignal(false);
  const [problem, setProblem] = createSignal("");
  async function make(): Promise<void> {
    try {
      setLink((await panel.ask<ContinueLink>("POST", "/continue")).url);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }
  async function copy(): Promise<void> {
    await navigator.clipboard?.writeText(link()).then(
      () => setCopied(true),
      () => undefined,
    );
  }
  return (
    <Switch>
      <Match when={link() === ""}>
        <button type="button" class="row" onClick={() => void make()}>
          <Icon of="phone" />
          <span>
            {t("otherDevice")}
            <small>{t("otherDeviceHint")}</small>
          </span>
        </button>
        <Show when={problem()}>
          <p class="error row__note" role="alert">
            {problem()}
          </p>
        </Show>
      </Match>
      <Match when={link() !== ""}>
        <div class="row__note">
          <input
            class="input"
            readOnly
            aria-label={t("otherDevice")}
            value={link()}
            onFocus={(event) => event.currentTarget.select()}
          />
          <p class="muted">{t("otherDeviceHint")}</p>
          <button type="button" class="button" onClick={() => void copy()}>
            {isCopied() ? t("linkCopied") : t("copyLink")}
          </button>
        </div>
      </Match>
    </Switch>
  );
}
