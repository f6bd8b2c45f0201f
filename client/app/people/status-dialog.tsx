import { createSignal, For } from "solid-js";
import { MAX_STATUS_LENGTH } from "../../../shared/limits.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { endOf, SPANS, type Span } from "../../parts/people/spans.ts";
import "./people.css";

const PRESETS = [
  { emoji: "🗓️", text: "In a meeting", span: "1h" },
  { emoji: "🎧", text: "Focusing", span: "4h" },
  { emoji: "🥗", text: "Lunch", span: "1h" },
  { emoji: "🤒", text: "Out sick", span: "today" },
  { emoji: "🌴", text: "On holiday", span: "always" },
] as const;

/** "keep" leaves "do not disturb" as it is, with its current end. */
type QuietChoice = "off" | "keep" | Span;

/** Sets the person's status and "do not disturb". */
export default function StatusDialog(props: { onClose: () => void }) {
  const { me } = useClient();
  const { here } = usePeople();
  const before = here.of(me);
  const [text, setText] = createSignal(before?.status?.text ?? "");
  const [emoji, setEmoji] = createSignal(before?.status?.emoji);
  const [span, setSpan] = createSignal<Span>("4h");
  const [quiet, setQuiet] = createSignal<QuietChoice>(before?.quiet ? "keep" : "off");
  const quietOptions = () => [
    { value: "off", label: "No" },
    ...(before?.quiet ? [{ value: "keep", label: "Yes, as it is" }] : []),
    ...SPANS,
  ];
  const form = createSubmit(async () => {
    await here.setStatus({ status: statusNow(), ...quietNow() });
    props.onClose();
  });
  function statusNow() {
    if (text().trim() === "") return null;
    const [face, until] = [emoji(), endOf(span(), here.serverNow())];
    return {
      text: text().trim(),
      ...(face !== undefined && { emoji: face }),
      ...(until !== undefined && { until }),
    };
  }
  function quietNow() {
    const choice = quiet();
    if (choice === "keep") return {};
    if (choice === "off") return { quiet: null };
    const until = endOf(choice, here.serverNow());
    return { quiet: until === undefined ? {} : { until } };
  }
  return (
    <Dialog title="Your status" onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <Field
          label="Status"
          autofocus
          maxLength={MAX_STATUS_LENGTH}
          value={text()}
          onValue={setText}
          hint="Everyone in the organization can see it. Leave empty to clear it."
        />
        <div class="status-presets" role="group" aria-label="Suggestions">
          <For each={PRESETS}>
            {(preset) => (
              <button
                type="button"
                class="button button--small"
                aria-pressed={emoji() === preset.emoji}
                onClick={() => {
                  setText(preset.text);
                  setEmoji(preset.emoji);
                  setSpan(preset.span);
                }}
              >
                <span aria-hidden="true">{preset.emoji}</span> {preset.text}
              </button>
            )}
          </For>
        </div>
        <Select label="How long" value={span()} options={SPANS} onValue={(value) => setSpan(spanOf(value))} />
        <Select
          label="Do not disturb"
          value={quiet()}
          options={quietOptions()}
          onValue={(value) => setQuiet(value === "off" || value === "keep" ? value : spanOf(value))}
        />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            Cancel
          </button>
          <button class="button button--primary" disabled={form.busy()}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function spanOf(value: string): Span {
  return SPANS.find((span) => span.value === value)?.value ?? "4h";
}
