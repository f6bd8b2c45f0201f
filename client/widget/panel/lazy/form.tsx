import { createSignal, For, onMount, Show } from "solid-js";
import type { FormField } from "../../../../shared/widget.ts";
import { t } from "../../../words/widget-talk.ts";
import { emailProblem } from "../email-problem.ts";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import { problemOf } from "../words-of-errors.ts";
import "./form.css";

/** What the company asks before the first message. Errors stand under their field. */
export default function Form() {
  const panel = usePanel();
  const fields = panel.config.form;
  const [answers, setAnswers] = createSignal<Record<string, string>>(known());
  const [problems, setProblems] = createSignal<Record<string, string>>({});
  const [failure, setFailure] = createSignal("");
  const [isBusy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  onMount(() => form?.querySelector<HTMLElement>("input")?.focus());

  function known(): Record<string, string> {
    const { name = null, email = null } = panel.session()?.visitor ?? {};
    return { ...(name !== null && { name }), ...(email !== null && { email }) };
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const found = Object.fromEntries(
      fields.flatMap((field) => {
        const problem = problemOfField(field, answers()[field.id] ?? "");
        return problem === null ? [] : [[field.id, problem]];
      }),
    );
    setProblems(found);
    const first = fields.find(({ id }) => found[id] !== undefined);
    if (first !== undefined)
      return form?.querySelector<HTMLElement>(`[name="${CSS.escape(first.id)}"]`)?.focus();
    setBusy(true);
    setFailure("");
    await panel
      .answerForm(Object.fromEntries(Object.entries(answers()).filter(([, value]) => value.trim() !== "")))
      .catch((error: unknown) => setFailure(problemOf(error)));
    setBusy(false);
  }

  return (
    <form ref={form} class="form scrolls" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{t("beforeWeStart", { count: fields.length })}</h2>
      <p class="muted">{t("beforeWeStartHint")}</p>
      <For each={fields}>
        {(field) => (
          <Field
            field={field}
            value={answers()[field.id] ?? ""}
            problem={problems()[field.id] ?? ""}
            onValue={(value) => {
              setAnswers({ ...answers(), [field.id]: value });
              setProblems({ ...problems(), [field.id]: "" });
            }}
          />
        )}
      </For>
      <Show when={failure()}>
        <p class="error" role="alert">
          <Icon of="warn" size={16} /> {failure()}
        </p>
      </Show>
      <button class="button button--primary button--wide" disabled={isBusy()}>
        {t("start")}
      </button>
    </form>
  );
}

function problemOfField({ type, required }: FormField, value: string): string | null {
  if (value.trim() === "") return required ? t(type === "choice" ? "pickOne" : "needed") : null;
  return type === "email" ? emailProblem(value) : null;
}

function Field(props: {
  field: FormField;
  value: string;
  problem: string;
  onValue: (value: string) => void;
}) {
  const id = () => `field-${props.field.id}`;
  return (
    <div
      class="field"
      role={props.field.type === "choice" ? "radiogroup" : undefined}
      aria-labelledby={`${id()}-label`}
      aria-describedby={`${id()}-problem`}
    >
      <Show
        when={props.field.type === "choice"}
        fallback={
          <>
            <label class="field__label" for={id()} id={`${id()}-label`}>
              <span dir="auto">{props.field.label}</span>
              <Show when={!props.field.required}>
                <small>{t("optional")}</small>
              </Show>
            </label>
            <input
              id={id()}
              name={props.field.id}
              class="input"
              type={props.field.type === "email" ? "email" : "text"}
              autocomplete={
                props.field.type === "email" ? "email" : props.field.id === "name" ? "name" : "off"
              }
              dir={props.field.type === "email" ? "ltr" : "auto"}
              required={props.field.required}
              value={props.value}
              aria-invalid={props.problem !== ""}
              aria-describedby={`${id()}-problem`}
              onInput={(event) => props.onValue(event.currentTarget.value)}
            />
          </>
        }
      >
        <span class="field__label" id={`${id()}-label`}>
          <span dir="auto">{props.field.label}</span>
          <Show when={!props.field.required}>
            <small>{t("optional")}</small>
          </Show>
        </span>
        <div class="choices">
          <For each={props.field.choices}>
            {(choice) => (
              <label class="choice" classList={{ "choice--on": props.value === choice }}>
                <input
                  class="unseen"
                  type="radio"
                  name={props.field.id}
                  checked={props.value === choice}
                  onChange={() => props.onValue(choice)}
                />
                <span dir="auto">{choice}</span>
              </label>
            )}
          </For>
        </div>
      </Show>
      <p id={`${id()}-problem`} class="error" role={props.problem === "" ? undefined : "alert"}>
        <Show when={props.problem}>
          <Icon of="warn" size={16} /> {props.problem}
        </Show>
      </p>
    </div>
  );
}
