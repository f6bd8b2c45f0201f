import { createSignal, For, Match, Show, Switch, untrack } from "solid-js";
import type { JsonObject } from "../../../../shared/protocol/json.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { t } from "../../../words/room-decisions.ts";
import { t as inUi } from "../../../words/ui.ts";
import { argsIn, argsOf, type ArgField, fieldsOf } from "./args-fields.ts";
import { onEscape } from "./on-escape.ts";
import { labelOf } from "./shown-value.ts";

/** What is not a line is written in a field of several. */
const LONG = /\n|.{60}/;

/** Changes the arguments of a call. Without any, they are written as JSON. */
export function ArgsForm(props: {
  args: JsonObject;
  isBusy: boolean;
  onAllow: (args: JsonObject) => void;
  onCancel: () => void;
}) {
  // The form begins with the call as it is. A call never changes.
  const start = untrack(() => fieldsOf(props.args));
  const [fields, setFields] = createSignal<readonly ArgField[]>(start);
  const [json, setJson] = createSignal(start.length === 0 ? "{}" : null);
  const [wrong, setWrong] = createSignal<string | null>(null);

  const change = (at: number) => (text: string) => {
    setWrong(null);
    setFields((before) => before.map((field, index) => (index === at ? { ...field, text } : field)));
  };
  /** Null if something is written that is no value. */
  function read(): JsonObject | null {
    const text = json();
    if (text !== null) {
      const args = argsIn(text);
      if (args === null) setWrong("");
      return args;
    }
    const read = argsOf(fields());
    if ("args" in read) return read.args;
    setWrong(read.wrong);
    return null;
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const args = read();
    if (args !== null) props.onAllow(args);
  }
  function switchToJson(): void {
    const args = read();
    if (args !== null) setJson(JSON.stringify(args, null, 2));
  }

  return (
    <form
      class="call__form"
      aria-label={t("change")}
      onSubmit={submit}
      onKeyDown={(event) => onEscape(event, () => props.onCancel())}
    >
      <Show
        when={json() !== null}
        fallback={
          <>
            {/* By position: a field that is typed in keeps its element. */}
            <For each={start}>
              {(field, at) => (
                <ArgInput
                  field={fields()[at()] ?? field}
                  isFirst={at() === 0}
                  error={wrong() === field.name ? t("noValue") : undefined}
                  onText={change(at())}
                />
              )}
            </For>
            <button type="button" class="link-button args__switch call__switch" onClick={switchToJson}>
              {t("changeAsJson")}
            </button>
          </>
        }
      >
        <TextArea
          label={t("arguments")}
          rows={6}
          spellcheck={false}
          value={json() ?? ""}
          onValue={(text) => {
            setWrong(null);
            setJson(text);
          }}
          error={wrong() === null ? undefined : t("noJson")}
        />
      </Show>
      <div class="call__actions">
        <button type="submit" class="button button--small button--primary" disabled={props.isBusy}>
          {t("allowChanged")}
        </button>
        <button type="button" class="button button--small" onClick={() => props.onCancel()}>
          {inUi("cancel")}
        </button>
      </div>
    </form>
  );
}

function ArgInput(props: {
  field: ArgField;
  isFirst: boolean;
  error: string | undefined;
  onText: (text: string) => void;
}) {
  const common = () => ({
    label: labelOf(props.field.name),
    value: props.field.text,
    onValue: props.onText,
    error: props.error,
  });
  const isLong = untrack(() => props.field.kind === "text" && LONG.test(props.field.text));
  const focus = (element: HTMLElement) => {
    if (props.isFirst) requestAnimationFrame(() => element.focus());
  };
  return (
    <Switch fallback={<Field {...common()} ref={focus} autocomplete="off" dir="auto" />}>
      <Match when={props.field.kind === "choice"}>
        <Select
          label={labelOf(props.field.name)}
          value={props.field.text}
          options={[
            { value: "true", label: t("yes") },
            { value: "false", label: t("no") },
          ]}
          onValue={props.onText}
        />
      </Match>
      <Match when={props.field.kind === "json" || isLong}>
        <TextArea {...common()} ref={focus} rows={3} spellcheck={props.field.kind !== "json"} />
      </Match>
      <Match when={props.field.kind === "number"}>
        <Field {...common()} ref={focus} inputmode="decimal" autocomplete="off" />
      </Match>
    </Switch>
  );
}
