import { createSignal, type JSX, Show } from "solid-js";
import type { UserId } from "../../../shared/ids.ts";
import { type Due, MAX_TASK_NOTES, MAX_TASK_TITLE } from "../../../shared/tasks.ts";
import { formatFull } from "../../ui/format.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { t } from "../../words/tasks.ts";
import { t as inUi } from "../../words/ui.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { createWhen, deviceZone } from "../when/create-when.ts";
import { WhenField } from "../when/when-field.tsx";
import { dueText } from "./due-text.ts";
import { nameOfRule, REPEATS, type RepeatName, ruleFor } from "./repeats.ts";
import "./task-dialog.css";

/** What a person says about a task. */
export interface TaskForm {
  title: string;
  due: Due | null;
  /** A rule of RFC 5545. */
  repeat: string | null;
  assignee: UserId | null;
  notes: string;
  /** Only if there was a choice: in the room, or for oneself. */
  isOwn: boolean;
}

export interface TaskDialogProps {
  heading: string;
  initial: Partial<TaskForm>;
  now: () => number;
  /** Who can have it. Missing for a personal task. */
  people?: readonly { user: UserId; name: string }[];
  /** The title belongs to somebody else. */
  isTitleFixed?: boolean;
  /** Offers to make a personal task of it instead. */
  mayBeOwn?: boolean;
  /** Further actions, below the fields. */
  more?: JSX.Element;
  onSave: (form: TaskForm) => Promise<unknown>;
  onClose: () => void;
}

const OTHER = "other";

/** Everything that a person says about a task. The due time is written in words, and shown as it is read. */
export default function TaskDialog(props: TaskDialogProps) {
  const zone = deviceZone();
  const { initial } = props;
  const [title, setTitle] = createSignal(initial.title ?? "");
  const [assignee, setAssignee] = createSignal<string>(initial.assignee ?? "");
  const [notes, setNotes] = createSignal(initial.notes ?? "");
  const [isOwn, setIsOwn] = createSignal(initial.isOwn ?? false);
  const [kept, setKept] = createSignal<Due | null>(initial.due ?? null);
  const written = createWhen(props.now);
  const due = (): Due | null => {
    const when = written.when();
    if (when === null) return written.state() === "empty" ? kept() : null;
    return { at: when.at, zone, ...(when.allDay && { allDay: true }) };
  };
  const first = nameOfRule(initial.repeat ?? undefined);
  const [repeat, setRepeat] = createSignal<RepeatName | typeof OTHER>(first ?? OTHER);
  const rule = (): string | null => {
    const at = due();
    const name = repeat();
    if (at === null) return null;
    // Of an unchanged task the rule stays: it knows the day that the present month may lack.
    const isKept = name === OTHER || (name === first && at === initial.due);
    return isKept ? (initial.repeat ?? null) : ruleFor(name, at);
  };
  const isIncomplete = () => title().trim() === "" || !["empty", "read"].includes(written.state());
  const hasPassed = () => {
    const when = written.when();
    return when !== null && !when.allDay && when.at < props.now();
  };
  return (
    <FormDialog
      title={props.heading}
      save={t("save")}
      cancel={inUi("cancel")}
      disabled={isIncomplete()}
      onSave={() =>
        props.onSave({
          title: title().trim(),
          due: due(),
          repeat: rule(),
          assignee: assignee() === "" || isOwn() ? null : (assignee() as UserId),
          notes: notes(),
          isOwn: isOwn(),
        })
      }
      onClose={() => props.onClose()}
    >
      <Show
        when={props.isTitleFixed}
        fallback={
          <Field
            label={t("title")}
            autofocus
            maxLength={MAX_TASK_TITLE}
            dir="auto"
            value={title()}
            onValue={setTitle}
          />
        }
      >
        <p class="task-dialog__title" dir="auto">
          {title()}
        </p>
      </Show>
      <Show when={kept() !== null && written.state() === "empty" && kept()}>
        {(at) => (
          <p class="task-dialog__due">
            <span>{t("dueAt", { when: dueText(at(), zone, props.now()) })}</span>
            <button type="button" class="link-button" onClick={() => setKept(null)}>
              {t("removeDue")}
            </button>
          </p>
        )}
      </Show>
      <WhenField when={written} label={t(kept() === null ? "due" : "otherDue")} now={props.now()} />
      <Show when={hasPassed() && written.when()}>
        {(when) => <p class="field__hint">{t("inThePast", { when: formatFull(when().at) })}</p>}
      </Show>
      <Show when={due() !== null}>
        <Select
          label={t("repeat")}
          value={repeat()}
          options={[
            ...REPEATS.map((name) => ({ value: name, label: t(name) })),
            ...(first === null ? [{ value: OTHER, label: t("other", { rule: initial.repeat ?? "" }) }] : []),
          ]}
          onValue={(value) => setRepeat(REPEATS.find((name) => name === value) ?? OTHER)}
        />
      </Show>
      <Show when={props.mayBeOwn}>
        <Select
          label={t("where")}
          value={isOwn() ? "own" : "room"}
          options={[
            { value: "room", label: t("inThisRoom") },
            { value: "own", label: t("forMe") },
          ]}
          onValue={(value) => setIsOwn(value === "own")}
        />
      </Show>
      <Show when={!isOwn() && props.people}>
        {(people) => (
          <Select
            label={t("assignee")}
            value={assignee()}
            options={[
              { value: "", label: t("nobody") },
              ...people().map(({ user, name }) => ({ value: user, label: name })),
            ]}
            onValue={setAssignee}
          />
        )}
      </Show>
      <TextArea label={t("notes")} rows={3} maxLength={MAX_TASK_NOTES} value={notes()} onValue={setNotes} />
      <Show when={props.more}>{(more) => <div class="task-dialog__more">{more()}</div>}</Show>
    </FormDialog>
  );
}
