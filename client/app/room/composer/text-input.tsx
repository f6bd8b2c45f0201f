import {
  createEffect,
  createSignal,
  createUniqueId,
  For,
  onCleanup,
  onMount,
  Show,
  type JSX,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import { endOf, type MentionRange } from "../../../../shared/mentions/mention-range.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { withTone } from "../../../parts/emoji/emoji.ts";
import { tone } from "../../../parts/emoji/emoji-memory.ts";
import { changeBetween, moveCaret } from "../../../sdk/drafts/edit-text.ts";
import { BotMark } from "../../../parts/people/bot-mark.tsx";
import { Handle } from "../../../parts/people/handle.tsx";
import { isComposing } from "../../../parts/lib/is-composing.ts";
import { hasScreenKeyboard, isTouched } from "../../../parts/lib/screen-keyboard.ts";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";
import { createEmojiCompletion } from "./create-emoji-completion.ts";
import { formatOfKey } from "./format-keys.ts";
import type { Format } from "./format-text.ts";
import { createMentions } from "./create-mentions.ts";
import { copyMentions, pastedMentions } from "./mention-clipboard.ts";
import { createSlashMenu } from "./create-slash-menu.ts";
import type { SlashCommand } from "./slash-commands.ts";
import { typeText } from "./type-text.ts";
import "./text-input.css";

/** The part of the window's height that a field takes at most. */
const MOST_OF_WINDOW = 0.4;

// Loaded on demand, when something is selected.
const SlashMenu = lazyPart(() => import("./slash-menu.tsx"));
const FormatBar = lazyPart(() => import("./format-bar.tsx"));

/** Loaded after the first field. Without it, mentions are not marked while they are written. */
const [marks, setMarks] = createSignal<typeof import("./mention-marks.tsx").MentionMarks>();

function loadMarks(): void {
  if (marks() !== undefined) return;
  import("./mention-marks.tsx").then(
    ({ MentionMarks }) => setMarks(() => MentionMarks),
    () => undefined,
  );
}

/**
 * A text field for messages. It grows with its text and completes names after `@`. Enter submits and Shift+Enter inserts a line break; on a
 * keyboard on the screen, Enter inserts a line break, because a button submits there.
 */
export function TextInput(props: {
  label: string;
  placeholder?: string;
  value: string;
  onValue: (value: string, caret?: number) => void;
  onSubmit: () => void;
  onEscape?: () => void;
  /** Called when Arrow up is pressed in an empty field. */
  onUp?: () => void;
  /** What will be a mention; it is marked in the text. */
  mentions?: readonly MentionRange[];
  /** Called after the text was changed, when a member was picked or pasted. */
  onMention?: (range: MentionRange) => void;
  /** The commands that are offered for this text and caret. */
  commandsAt?: (text: string, caret: number) => readonly SlashCommand[];
  /** Lines of room for an empty text. */
  rows?: number;
  autofocus?: boolean;
  readOnly?: boolean;
  /** Shown over the field. */
  overlay?: (area: HTMLTextAreaElement) => JSX.Element;
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
  /** What was picked here, for the texts that undoing and redoing bring back. */
  const picked: MentionRange[] = [];
  const mentions = createMentions({
    text: () => props.value,
    caret,
    members: () => (focused() ? room.mentionable().filter(({ user }) => user !== room.me) : []),
    onChoose: insert,
  });

  const emoji = createEmojiCompletion({
    text: () => props.value,
    caret,
    isActive: () => focused() && props.readOnly !== true,
    onChoose: (text, from, to) => {
      if (!area || composedOver !== null) return;
      area.setSelectionRange(from, to);
      typeText(area, area.value[to] === " " ? text : `${text} `);
    },
  });
  const slash = createSlashMenu({
    text: () => props.value,
    caret,
    fitting: (text, at) => (focused() && props.readOnly !== true ? (props.commandsAt?.(text, at) ?? []) : []),
    onChoose: ({ name }) => {
      if (!area || composedOver !== null) return;
      area.setSelectionRange(0, caret());
      typeText(area, `/${name} `);
    },
  });
  /** Whether a part of the text is selected, and the field can be changed. */
  const [hasSelection, setHasSelection] = createSignal(false);

  async function format(how: Format): Promise<void> {
    // Loaded with the first format that somebody chooses.
    const { formatText } = await import("./format-text.ts");
    if (!area || composedOver !== null) return;
    const { value: text, selectionStart: start, selectionEnd: end } = area;
    const { from, to, inserted, ...after } = formatText({ text, start, end }, how);
    const named = (props.mentions ?? []).filter((range) => from <= range.start && endOf(range) <= to);
    area.setSelectionRange(from, to);
    typeText(area, inserted);
    area.setSelectionRange(after.start, after.end);
    // The names stand in the new text as in the old one, so that they mean the same members.
    let at = 0;
    for (const range of named) {
      at = inserted.indexOf(text.slice(range.start, endOf(range)), at);
      if (at < 0) break;
      pick({ ...range, start: from + at });
      at += range.length;
    }
  }
  function insert(member: Member, from: number, to: number): void {
    if (!area) return;
    const name = `@${member.name}`;
    area.focus();
    area.setSelectionRange(from, area.value.startsWith(" ", to) ? to + 1 : to);
    typeText(area, `${name} `);
    pick({ start: from, length: name.length, user: member.user });
  }
  function pick(range: MentionRange): void {
    picked.push(range);
    props.onMention?.(range);
  }
  /** Undoing and redoing bring back texts without what they meant. */
  function pickAgain(before: string, after: string): void {
    const change = changeBetween(before, after);
    if (change === null) return;
    const end = change.at + change.inserted.length;
    const back = picked.filter(({ start, length }) => change.at <= start && start + length <= end);
    for (const range of new Map(back.map((each) => [each.start, each])).values()) props.onMention?.(range);
  }
  function copy(event: ClipboardEvent, isCut = false): void {
    if (!area || !event.clipboardData) return;
    if (!copyMentions(event.clipboardData, area, props.mentions ?? [])) return;
    event.preventDefault();
    if (isCut) typeText(area, "");
  }
  function paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData && pastedMentions(event.clipboardData);
    if (!area || !pasted) return;
    event.preventDefault();
    const from = area.selectionStart;
    typeText(area, pasted.text);
    const members = new Set(room.here().map(({ user }) => user));
    for (const range of pasted.mentions)
      if (members.has(range.user)) pick({ ...range, start: range.start + from });
  }
  function selected(field: HTMLTextAreaElement): void {
    setCaret(field.selectionStart);
    setHasSelection(field.selectionStart !== field.selectionEnd && props.readOnly !== true);
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
    area.style.height = `${Math.min(area.scrollHeight + 2, innerHeight * MOST_OF_WINDOW)}px`;
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
    if (isComposing(event)) return;
    if (mentions.onKey(event) || emoji.onKey(event) || slash.onKey(event)) return event.preventDefault();
    const how = props.readOnly === true ? null : formatOfKey(event, hasSelection());
    if (how !== null) {
      event.preventDefault();
      return void format(how);
    }
    if (event.key === "Enter" && !event.shiftKey && !hasScreenKeyboard()) {
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
    loadMarks();
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
  const suggesting = () => [mentions, emoji, slash].find((each) => each.found().length > 0);
  const isSuggesting = () => suggesting() !== undefined;
  const active = () => {
    const list = suggesting();
    return list && `${listId}-${list.chosen()}`;
  };
  return (
    <div class="text-input">
      <Show when={mentions.found().length > 0}>
        <ul class="mentions plain" id={listId} role="listbox" aria-label={t("people")}>
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
                <BotMark user={member.user} />
                <Handle user={member.user} always />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={mentions.found().length === 0 && emoji.found().length > 0}>
        <ul class="mentions plain" id={listId} role="listbox" aria-label={t("emoji")}>
          <For each={emoji.found()}>
            {(found, index) => (
              <li
                id={`${listId}-${index()}`}
                class="mentions__item"
                role="option"
                aria-selected={index() === emoji.chosen()}
                onPointerDown={(event) => {
                  event.preventDefault();
                  emoji.choose(found);
                }}
              >
                <span class="mentions__emoji" aria-hidden="true">
                  {withTone(found, tone())}
                </span>
                <span class="one-line">{found.name}</span>
                <span class="mentions__code one-line" aria-hidden="true">
                  :{found.codes[0]}:
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={slash.found().length > 0}>
        <SlashMenu id={listId} found={slash.found()} chosen={slash.chosen()} onChoose={slash.choose} />
      </Show>
      <Show when={hasSelection() && focused() && !isSuggesting()}>
        <FormatBar onFormat={(how) => void format(how)} />
      </Show>
      <textarea
        ref={area}
        class="text-input__area"
        rows={props.rows ?? 1}
        dir="auto"
        aria-label={props.label}
        readOnly={props.readOnly}
        placeholder={props.placeholder}
        enterkeyhint={isTouched() ? "enter" : "send"}
        aria-autocomplete="list"
        aria-controls={active() && listId}
        aria-activedescendant={active()}
        onInput={(event) => {
          const { value, selectionStart } = event.currentTarget;
          // While nobody else changes the text, the composition is reported as it is typed.
          if (composedOver !== null && composedOver !== props.value) return;
          if (composedOver !== null) composedOver = value;
          const before = props.value;
          write(value, selectionStart);
          if (event.inputType.startsWith("history")) pickAgain(before, value);
        }}
        onCopy={copy}
        onCut={(event) => copy(event, true)}
        onPaste={paste}
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
      <Show when={(props.mentions?.length ?? 0) > 0 && field()}>
        {(area) => (
          <Dynamic component={marks()} area={area()} text={props.value} mentions={props.mentions ?? []} />
        )}
      </Show>
      <Show when={field()}>{(area) => props.overlay?.(area())}</Show>
    </div>
  );
}
