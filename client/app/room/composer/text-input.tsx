import { createEffect, createSignal, createUniqueId, For, onCleanup, onMount, Show } from "solid-js";
import type { Member } from "../../../../shared/protocol/events.ts";
import { changeBetween, moveCaret } from "../../../sdk/drafts/edit-text.ts";
import { Handle } from "../../../parts/people/handle.tsx";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { useRoom } from "../room-context.tsx";
import { RemoteCarets, type RemoteCaret } from "../shared-composer/remote-carets.tsx";
import { createMentions } from "./create-mentions.ts";
import "./text-input.css";

const MAX_HEIGHT = 240;

/** A text field for messages. It grows with its text and completes names after `@`. Enter submits; Shift+Enter inserts a line break. */
export function TextInput(props: {
  label: string;
  placeholder?: string;
  value: string;
  onValue: (value: string, caret?: number) => void;
  onSubmit: () => void;
  onEscape?: () => void;
  /** Called when Arrow up is pressed in an empty field. */
  onUp?: () => void;
  onMention?: (member: Member) => void;
  autofocus?: boolean;
  readOnly?: boolean;
  /** Carets of other people in the same text. */
  carets?: readonly RemoteCaret[];
  onSelection?: (anchor: number, head: number) => void;
  /** Called when the field loses its caret. */
  onLeave?: () => void;
  ref?: (element: HTMLTextAreaElement) => void;
}) {
  const room = useRoom();
  const listId = createUniqueId();
  const [caret, setCaret] = createSignal(0);
  const [focused, setFocused] = createSignal(false);
  const [field, setField] = createSignal<HTMLTextAreaElement>();
  let area: HTMLTextAreaElement | undefined;
  /** The text before an input method composition began; null while there is none. */
  let composedOver: string | null = null;
  const mentions = createMentions({
    text: () => props.value,
    caret,
    members: () => (focused() ? room.here().filter(({ user }) => user !== room.me) : []),
    onChoose: insert,
  });

  function insert(member: Member, from: number, to: number): void {
    const name = `@${member.name} `;
    props.onMention?.(member);
    props.onValue(props.value.slice(0, from) + name + props.value.slice(to).trimStart());
    area?.focus();
    area?.setSelectionRange(from + name.length, from + name.length);
    setCaret(from + name.length);
  }
  function selected(field: HTMLTextAreaElement): void {
    setCaret(field.selectionStart);
    const [start, end] = [field.selectionStart, field.selectionEnd];
    if (field.selectionDirection === "backward") props.onSelection?.(end, start);
    else props.onSelection?.(start, end);
  }
  function onSelection(): void {
    if (area && document.activeElement === area && composedOver === null) selected(area);
  }
  function grow(): void {
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, MAX_HEIGHT)}px`;
  }
  /** A narrower field, for example on a rotated phone, breaks its text into more lines. */
  function growWithWidth(field: HTMLTextAreaElement): void {
    let width = field.offsetWidth;
    const observer = new ResizeObserver(() => {
      if (field.offsetWidth === width) return;
      width = field.offsetWidth;
      grow();
    });
    observer.observe(field);
    onCleanup(() => observer.disconnect());
  }
  function onKeyDown(event: KeyboardEvent): void {
    // Enter also confirms an input method composition (Japanese, Chinese …). Such keys are ignored.
    if (event.isComposing) return;
    if (mentions.onKey(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      props.onSubmit();
    } else if (event.key === "Escape" && props.onEscape) {
      event.preventDefault();
      props.onEscape();
    } else if (event.key === "ArrowUp" && props.value === "" && props.onUp) {
      event.preventDefault();
      props.onUp();
    }
  }
  createEffect(() => {
    const { value } = props;
    // Changes by others wait while a composition is active, because the input method would lose its place.
    if (area && composedOver === null && area.value !== value) show(area, value);
    grow();
  });
  /** The composition has ended. Its result is merged into the text, which others may have changed meanwhile. */
  function composed(): void {
    const before = composedOver;
    composedOver = null;
    if (!area || before === null) return;
    const [now, caret] = [area.value, area.selectionStart];
    const theirs = changeBetween(before, props.value);
    if (theirs === null) return now === before ? undefined : write(now, caret);
    const mine = changeBetween(before, now, caret);
    area.value = props.value;
    if (mine === null) return selected(area);
    const at = moveCaret(mine.at, theirs);
    const end = Math.max(at, moveCaret(mine.at + mine.removed, theirs));
    const written = props.value.slice(0, at) + mine.inserted + props.value.slice(end);
    area.value = written;
    area.setSelectionRange(at + mine.inserted.length, at + mine.inserted.length);
    write(written, at + mine.inserted.length);
  }
  function write(value: string, at: number): void {
    props.onValue(value, at);
    if (area) selected(area);
  }
  /** Shows a change from elsewhere: another device, or text that was put back. The caret keeps its place in the text. */
  function show(field: HTMLTextAreaElement, value: string): void {
    const change = changeBetween(field.value, value);
    const [start, end] = [field.selectionStart, field.selectionEnd];
    field.value = value;
    if (change === null || document.activeElement !== field) return;
    field.setSelectionRange(moveCaret(start, change), moveCaret(end, change));
    setCaret(field.selectionStart);
  }
  onMount(() => {
    if (!area) return;
    props.ref?.(area);
    setField(area);
    // The field's `select` event reports ranges only; this event also reports the caret.
    document.addEventListener("selectionchange", onSelection);
    onCleanup(() => document.removeEventListener("selectionchange", onSelection));
    grow();
    growWithWidth(area);
    if (props.autofocus) area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    setCaret(area.value.length);
  });
  const active = () => (mentions.found().length > 0 ? `${listId}-${mentions.chosen()}` : undefined);
  return (
    <div class="text-input">
      <Show when={mentions.found().length > 0}>
        <ul class="mentions plain" id={listId} role="listbox" aria-label="People">
          <For each={mentions.found()}>
            {(member, index) => (
              <li
                id={`${listId}-${index()}`}
                class="mentions__item"
                role="option"
                aria-selected={index() === mentions.chosen()}
                // Runs before the field loses its focus.
                onPointerDown={(event) => {
                  event.preventDefault();
                  mentions.choose(member);
                }}
              >
                <MemberAvatar user={member.user} name={member.name} size="s" />
                <span class="name one-line">{member.name}</span>
                <Handle user={member.user} always />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <textarea
        ref={area}
        class="text-input__area"
        rows={1}
        dir="auto"
        aria-label={props.label}
        readOnly={props.readOnly}
        placeholder={props.placeholder}
        enterkeyhint="send"
        aria-autocomplete="list"
        aria-controls={active() && listId}
        aria-activedescendant={active()}
        onInput={(event) => {
          const { value, selectionStart } = event.currentTarget;
          // While nobody else changes the text, the composition is reported as it is typed.
          if (composedOver !== null && composedOver !== props.value) return;
          if (composedOver !== null) composedOver = value;
          write(value, selectionStart);
        }}
        onCompositionStart={(event) => (composedOver = event.currentTarget.value)}
        onCompositionEnd={composed}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          setFocused(true);
          selected(event.currentTarget);
        }}
        onBlur={() => {
          composed();
          setFocused(false);
          props.onLeave?.();
        }}
      />
      <Show when={(props.carets?.length ?? 0) > 0 && field()}>
        {(area) => <RemoteCarets area={area()} text={props.value} carets={props.carets ?? []} />}
      </Show>
    </div>
  );
}
