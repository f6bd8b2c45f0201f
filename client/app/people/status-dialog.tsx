import { createSignal, For } from "solid-js";
import { MAX_STATUS_LENGTH } from "../../../shared/limits.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { FormDialog } from "../../parts/form/form-dialog.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { endOf, SPANS, type Span } from "../../parts/people/spans.ts";
import { t } from "../../words/profile.ts";
import "./people.css";

const PRESETS = [
  { emoji: "🗓️", text: "inMeeting", span: "1h" },
  { emoji: "🎧", text: "focusing", span: "4h" },
  { emoji: "🥗", text: "lunch", span: "1h" },
  { emoji: "🤒", text: "outSick", span: "today" },
  { emoji: "🌴", text: "onHoliday", span: "always" },
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
    { value: "off", label: t("no") },
    ...(before?.quiet ? [{ value: "keep", label: t("yesAsItIs") }] : []),
    ...SPANS,
  ];
  async function save(): Promise<void> {
    await here.setStatus({ status: statusNow(), ...quietNow() });
  }
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
    <FormDialog
      title={t("yourStatus")}
      save={t("save")}
      cancel={t("cancel")}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Field
        label={t("status")}
        autofocus
        maxLength={MAX_STATUS_LENGTH}
        value={text()}
        onValue={setText}
        hint={t("statusHint")}
      />
      <div class="status-presets" role="group" aria-label={t("suggestions")}>
        <For each={PRESETS}>
          {(preset) => (
            <button
              type="button"
              class="button button--small"
              aria-pressed={emoji() === preset.emoji}
              onClick={() => {
                setText(t(preset.text));
                setEmoji(preset.emoji);
                setSpan(preset.span);
              }}
            >
              <span aria-hidden="true">{preset.emoji}</span> {t(preset.text)}
            </button>
          )}
        </For>
      </div>
      <Select
        label={t("howLong")}
        value={span()}
        options={SPANS}
        onValue={(value) => setSpan(spanOf(value))}
      />
      <Select
        label={t("doNotDisturb")}
        value={quiet()}
        options={quietOptions()}
        onValue={(value) => setQuiet(value === "off" || value === "keep" ? value : spanOf(value))}
      />
    </FormDialog>
  );
}

function spanOf(value: string): Span {
  return SPANS.find((span) => span.value === value)?.value ?? "4h";
}
