import { children, createEffect, createSignal, onCleanup, Show, type JSX } from "solid-js";
import { paths } from "../../../shared/api.ts";
import { type DeskConversation, type DeskNote, MAX_NOTE_LENGTH } from "../../../shared/desk.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { isComposing } from "../../parts/lib/is-composing.ts";
import { Icon } from "../../ui/icon.tsx";
import type { CannedAnswer } from "../../../shared/canned.ts";
import { t as tc } from "../../words/desk-canned.ts";
import { t } from "../../words/desk.ts";
import type { Actions, Mode } from "./create-actions.ts";
import type { Detail } from "./create-detail.ts";
import { CannedPicker } from "./canned-picker.tsx";
import { createCanned } from "./create-canned.ts";
import { InsertCannedDialog } from "./insert-canned-dialog.tsx";
import { ReplyTools } from "./reply-tools.tsx";
import { useDesk } from "./desk-context.ts";
import { DraftCard } from "./draft-card.tsx";
import { KeyLine } from "./key-line.tsx";

/** Reply or note. The composer of notes looks like a note as a whole, and gives way to the reply after each one. */
export function DeskFoot(props: {
  actions: Actions;
  detail: Detail;
  conversation: DeskConversation;
  /** The composer of replies; missing for whoever only looks. */
  children?: JSX.Element;
}) {
  const isNote = () => props.actions.mode() === "note";
  // Read once: each reading would make another composer.
  const composer = children(() => props.children);
  const desk = useDesk();
  const canned = createCanned(useClient().organization, desk, props.detail);
  const [replies, setReplies] = createSignal<HTMLDivElement>();
  let field: HTMLTextAreaElement | undefined;
  const focus = (): void => {
    if (isNote()) field?.focus();
    else replies()?.querySelector<HTMLElement>("textarea")?.focus();
  };
  /** Whoever only looks becomes a member, to have a field. */
  async function insert(answer: CannedAnswer): Promise<void> {
    props.actions.show(null);
    props.actions.setMode("reply");
    if (!(await props.actions.join())) return;
    queueMicrotask(() => {
      props.actions.focus.now();
      const field = document.activeElement;
      if (field instanceof HTMLTextAreaElement)
        canned.insert(answer, field, field.selectionStart, field.selectionEnd);
    });
  }
  createEffect(() => (props.actions.focus.now = focus));
  onCleanup(() => {
    if (props.actions.focus.now === focus) props.actions.focus.now = () => undefined;
  });
  return (
    <div class="desk-foot" classList={{ "desk-foot--note": isNote() }}>
      <DraftCard actions={props.actions} conversation={props.conversation} />
      <div class="desk-foot__modes" role="group" aria-label={t("reply")}>
        <ModeButton mode="reply" name={t("reply")} key="R" actions={props.actions} />
        <ModeButton mode="note" name={t("note")} key="N" actions={props.actions} />
        <Show
          when={isNote()}
          fallback={
            <button
              type="button"
              class="desk-foot__mode desk-foot__insert"
              aria-keyshortcuts="C"
              onClick={() => props.actions.show("canned")}
            >
              <Icon name="copy" size={14} /> {tc("canned")}
            </button>
          }
        >
          <span class="desk-foot__about">{t("noteNever")}</span>
        </Show>
      </div>
      <div ref={setReplies} hidden={isNote()}>
        <Show when={composer()} fallback={<p class="desk-foot__looking">{t("notMember")}</p>}>
          <Show when={replies()}>{(within) => <CannedPicker within={within()} canned={canned} />}</Show>
          {composer()}
          <Show when={replies()}>{(within) => <ReplyTools within={within()} actions={props.actions} />}</Show>
        </Show>
      </div>
      <Show when={props.actions.shown() === "canned"}>
        <InsertCannedDialog
          canned={canned}
          onChoose={(answer) => void insert(answer)}
          onClose={() => props.actions.show(null)}
        />
      </Show>
      <Show when={isNote()}>
        <NoteForm
          ref={(element) => (field = element)}
          actions={props.actions}
          detail={props.detail}
          conversation={props.conversation}
        />
      </Show>
      <KeyLine actions={props.actions} />
    </div>
  );
}

function ModeButton(props: { mode: Mode; name: string; key: string; actions: Actions }) {
  return (
    <button
      type="button"
      class="desk-foot__mode"
      aria-pressed={props.actions.mode() === props.mode}
      aria-keyshortcuts={props.key}
      onClick={() => {
        props.actions.setMode(props.mode);
        queueMicrotask(() => props.actions.focus.now());
      }}
    >
      <Show when={props.mode === "note"}>
        <Icon name="shield" size={14} />
      </Show>{" "}
      {props.name}
    </button>
  );
}

function NoteForm(props: {
  ref: (element: HTMLTextAreaElement) => void;
  actions: Actions;
  detail: Detail;
  conversation: DeskConversation;
}) {
  const desk = useDesk();
  const { organization } = useClient();
  const [text, setText] = createSignal("");
  // The same note whenever it is tried again.
  let id = crypto.randomUUID();
  async function add(): Promise<void> {
    if (text().trim() === "") return;
    const path = `${paths.deskConversation(organization, props.conversation.room)}/notes`;
    const after = props.actions.room.now?.view?.head ?? null;
    const body = { id, text: text(), ...(after !== null && { after }) };
    if (!(await desk.attempt(() => call<DeskNote>("POST", path, body)))) return;
    id = crypto.randomUUID();
    setText("");
    props.detail.load();
    props.actions.setMode("reply");
  }
  return (
    <form
      class="desk-note desk-note--form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <textarea
        ref={(element) => {
          props.ref(element);
          queueMicrotask(() => element.focus());
        }}
        class="desk-note__field"
        rows={2}
        aria-label={t("noteLabel")}
        placeholder={t("noteHint")}
        maxLength={MAX_NOTE_LENGTH}
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void add();
          }
          if (event.key === "Escape") {
            event.preventDefault();
            props.actions.setMode("reply");
          }
        }}
      />
      <button class="button desk-note__add">
        <Icon name="shield" size={14} /> {t("addNote")}
      </button>
    </form>
  );
}
