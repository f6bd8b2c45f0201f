import { createSignal, createUniqueId, Match, Show, Switch, untrack } from "solid-js";
import { MAX_DECISION_REASON } from "../../../../shared/limits.ts";
import type { JsonObject } from "../../../../shared/protocol/json.ts";
import type { CallId } from "../../../../shared/protocol/steps.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import type { Decision } from "../../../sdk/types.ts";
import { Field } from "../../../ui/field.tsx";
import { formatChoice, formatUntil, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/room-decisions.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import { t as inUi } from "../../../words/ui.ts";
import { useRoom } from "../room-context.tsx";
import { onEscape } from "./on-escape.ts";
import { ArgsForm } from "./args-form.tsx";
import { CallArgs } from "./call-args.tsx";
import { decidersOf, mayDecide, maySetPolicy } from "./deciders.ts";
import { PolicyMenu } from "./policy-menu.tsx";
import { argsOfStep, type ToolStep } from "./tool-step.ts";
import { wantsTo } from "../../../parts/tools/tool-words.ts";

/** Names of people who may decide, before they are only counted. */
const MOST_NAMES = 3;

/** A call that waits for a person: what the agent wants to do, and who may say yes or no. */
export function CallCard(props: { message: Message; answer: Answer; step: ToolStep }) {
  const room = useRoom();
  const id = createUniqueId();
  const call = (): CallId => `${props.answer.turn}.${props.step.number}`;
  const kept = untrack(() => room.deciding.get(call()));
  const [mode, setMode] = createSignal<"ask" | "deny" | "change">(kept === undefined ? "ask" : "deny");
  const [reason, setReason] = createSignal(kept ?? "");
  const [isBusy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  let deny: HTMLButtonElement | undefined;
  let change: HTMLButtonElement | undefined;

  const may = () => mayDecide(room, props.answer, props.step.tool);

  async function decide(decision: Omit<Decision, "digest">): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await room.room.decide(call(), { ...decision, digest: props.step.digest });
      room.deciding.delete(call());
    } catch (error) {
      setProblem(problemWords(error, decision.args !== undefined));
    } finally {
      setBusy(false);
    }
  }
  /** Kept, because the list may remove the row that somebody types in. */
  function write(text: string): void {
    setReason(text);
    if (text === "") room.deciding.delete(call());
    else room.deciding.set(call(), text);
  }
  /** `button`: the one that it began with, which is made anew. */
  function back(button: () => HTMLElement | undefined): void {
    write("");
    setProblem(null);
    setMode("ask");
    requestAnimationFrame(() => button()?.focus());
  }
  function refuse(event: SubmitEvent): void {
    event.preventDefault();
    const why = reason().trim();
    void decide({ decision: "deny", ...(why !== "" && { reason: why }) });
  }

  return (
    <section class="call" aria-labelledby={id}>
      <header class="call__head">
        <Icon name="shield" size={16} />
        <h4 id={id} class="call__title">
          {wantsTo(isolated(room.distinctNameOf(props.message.author)), props.step.tool)}
        </h4>
        <Show when={maySetPolicy(room)}>
          <PolicyMenu tool={props.step.tool} />
        </Show>
      </header>
      <div class="call__body">
        <Show when={props.step.state === "unknown"}>
          <p class="call__unknown">{t("unknown")}</p>
        </Show>
        <Show when={mode() === "change" && may()} fallback={<CallArgs args={argsOfStep(props.step)} />}>
          <ArgsForm
            args={argsOfStep(props.step)}
            isBusy={isBusy()}
            onAllow={(args: JsonObject) => void decide({ decision: "allow", args })}
            onCancel={() => back(() => change)}
          />
        </Show>
        <Show when={may()}>
          <Switch>
            <Match when={mode() === "deny"}>
              <form
                class="call__form"
                aria-label={t("deny")}
                onSubmit={refuse}
                onKeyDown={(event) => onEscape(event, () => back(() => deny))}
              >
                <Field
                  label={t("why")}
                  hint={t("whyHint")}
                  ref={(field) => requestAnimationFrame(() => field.focus())}
                  maxlength={MAX_DECISION_REASON}
                  autocomplete="off"
                  dir="auto"
                  value={reason()}
                  onValue={write}
                />
                <div class="call__actions">
                  <button type="submit" class="button button--small button--danger" disabled={isBusy()}>
                    {t("deny")}
                  </button>
                  <button type="button" class="button button--small" onClick={() => back(() => deny)}>
                    {inUi("cancel")}
                  </button>
                </div>
              </form>
            </Match>
            <Match when={mode() === "ask"}>
              <div class="call__actions">
                <button
                  type="button"
                  class="button button--small button--primary"
                  disabled={isBusy()}
                  aria-describedby={id}
                  onClick={() => void decide({ decision: "allow" })}
                >
                  {t("allow")}
                </button>
                <button
                  ref={change}
                  type="button"
                  class="button button--small"
                  aria-describedby={id}
                  onClick={() => setMode("change")}
                >
                  {t("change")}
                </button>
                <button
                  ref={deny}
                  type="button"
                  class="button button--small"
                  aria-describedby={id}
                  onClick={() => setMode("deny")}
                >
                  {t("deny")}
                </button>
              </div>
            </Match>
          </Switch>
        </Show>
        <p class="field__error" role="alert">
          {problem()}
        </p>
        <p class="call__note">
          <span>{whoDecides()}</span>
          <Show when={props.step.until}>
            {(until) => <span>{t("until", { time: formatUntil(until(), Date.now()) })}</span>}
          </Show>
        </p>
      </div>
    </section>
  );

  function whoDecides(): string {
    const people = decidersOf(room, props.answer, props.step.tool);
    const names = people.map(({ user }) =>
      user === room.me ? t("you") : isolated(room.distinctNameOf(user)),
    );
    if (names.length === 0) return t("nobodyDecides");
    if (names.length === 1 && may()) return t("onlyYou");
    if (names.length > MOST_NAMES) return t("manyDecide", { count: names.length });
    return t("waitsFor", { names: formatChoice(names) });
  }
}

/** `isChanged`: the person has changed the arguments. */
function problemWords(error: unknown, isChanged: boolean): string {
  const code = error instanceof ParleyError ? error.code : null;
  if (code === "bad_type" && isChanged) return t("badArgs");
  return code === "conflict" ? t("tooLate") : messageOf(error);
}
