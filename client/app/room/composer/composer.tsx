import { createFocusWithin } from "./create-focus-within.ts";
import { createEffect, createMemo, createSignal, onCleanup, onMount, Show } from "solid-js";
import { findMentions } from "../../../../shared/mentions/find-mentions.ts";
import { isAgentId, type UserId } from "../../../../shared/ids.ts";
import { endOf, rangesFit } from "../../../../shared/mentions/mention-range.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import { messageText, textProblem } from "../../../../shared/text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { createMedia } from "../../../parts/lib/create-media.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { createMyAnswers } from "../answer/my-answers.ts";
import { attachPasted, createAttach } from "../attachments/attach-files.ts";
import { createAttached } from "../attachments/create-attached.ts";
import { FileInputs, type FileChooser } from "../attachments/file-inputs.tsx";
import { useRoom } from "../room-context.tsx";
import { isArrival } from "./arrival.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { ReplyingTo } from "./replying-to.tsx";
import { TextInput } from "./text-input.tsx";
import { typeText } from "./type-text.ts";
import "./composer.css";

// Loaded on demand, when a file is attached.
const loadComposerFiles = () => import("../attachments/composer-files.tsx");
const TextSize = lazyPart(() => import("./text-size.tsx"));
const ComposerFiles = lazyPart(loadComposerFiles);

// Loaded after the field, which people use first.
const AgentPicker = lazyPart(() => import("./agent-picker.tsx"));
const ComposerSheet = lazyPart(() => import("./composer-sheet.tsx"));

const keepFocus = (event: MouseEvent): void => event.preventDefault();

export function Composer(props: { onTogether: () => void }) {
  const room = useRoom();
  const { text } = room.draft;
  /** The next message is excluded from AI: no model is given it and no agent answers it. */
  const [withoutAi, setWithoutAi] = createSignal(false);
  const answering = createMyAnswers(room);
  const attached = createAttached();
  const attach = createAttach();
  const hasFiles = () => attached.files().length > 0 || attached.coming().length > 0;
  /** Stays true after the last file is removed, because its announcement must still be read. */
  const hadFiles = createMemo((before: boolean) => before || hasFiles(), false);
  /** The person has sent the message, and it leaves when its files are uploaded. */
  const [isWaitedFor, setWaitedFor] = createSignal(false);
  const mentions = createMemo(() => findMentions(text(), room.mentionable(), room.draft.mentions()));
  const isPhone = createMedia("(max-width: 40rem)");
  let area: HTMLTextAreaElement | undefined;
  let files: FileChooser | undefined;
  room.focusComposer.now = () => area?.focus();
  onCleanup(() => (room.focusComposer.now = () => undefined));
  onMount(() => room.uploads.prepare(loadComposerFiles));
  createEffect(() => {
    if (!isWaitedFor()) return;
    if (attached.problem() !== null || !hasFiles()) setWaitedFor(false);
    else if (attached.coming().length === 0) void send();
  });

  function change(next: string, caret?: number): void {
    setWaitedFor(false);
    room.draft.set(next, caret);
    if (next !== "") room.room.typing();
  }
  const maySend = () => {
    const problem = textProblem(messageText(text()));
    return attached.problem() === null && (problem === null || (problem === "empty" && hasFiles()));
  };
  async function send(): Promise<void> {
    if (!maySend()) return;
    if (attached.coming().length > 0) return void setWaitedFor(true);
    setWaitedFor(false);
    const words = messageText(text());
    const attachments = attached.files();
    const replyTo = room.replyingTo()?.seq;
    const mentionRanges = rangesFit(words, mentions()) ? mentions() : findMentions(words, room.mentionable());
    const ai = withoutAi() ? ({ ai: "never" } as const) : {};
    setWithoutAi(false);
    // The draft on disk keeps the text until the outbox has it. Both changes are one database transaction.
    const consumed = room.draft.consume();
    const stored = await room.attempt(() =>
      room.room.send({
        text: words,
        mentionRanges,
        ...(replyTo !== undefined && { replyTo }),
        ...(attachments.length > 0 && { attachments }),
        ...ai,
        ...(consumed && { consumed }),
      }),
    );
    if (!stored) room.draft.putBack(words, attachments, mentionRanges);
  }
  function stop(): void {
    for (const turn of answering()) void room.attempt(() => room.room.stop(turn));
  }
  function onEscape(): void {
    if (room.replyingTo()) room.setReplyingTo(null);
    else stop();
  }
  const hasAgents = () => room.agents().length > 0;
  const isSession = () => room.view().room.kind === "session";
  const placeholder = () => {
    if (withoutAi()) return "For people only: no AI reads it";
    const message = `Message ${room.title()}`;
    if (room.takeover() !== null || !hasAgents() || isPhone()) return message;
    const first = room.agents()[0]?.name ?? "";
    if (room.view().room.kind === "group") return `${message}, or ask @${first}`;
    return room.agents().length === 1 ? `Ask ${first}` : "Ask AI";
  };
  /** The agent that will answer, as the room decides it: the first one that is named, else the room's own outside of groups. */
  const asked = () => {
    const named = mentions().find(({ user }) => isAgentId(user))?.user;
    const replied = room.replyingTo()?.author;
    const isMeant = (user: UserId) => user === (named ?? replied);
    const own = room.view().room.kind === "group" ? undefined : room.agents()[0];
    return room.agents().find(({ user }) => isMeant(user)) ?? own;
  };
  /** Writes the agent's name at the beginning, in place of that of another agent. */
  function address(agent: Member): void {
    if (!area) return;
    const [first] = mentions();
    const isOther = first !== undefined && first.start === 0 && isAgentId(first.user);
    const end = isOther ? endOf(first) + (text()[endOf(first)] === " " ? 1 : 0) : 0;
    const name = `@${agent.name}`;
    area.focus();
    area.setSelectionRange(0, end);
    typeText(area, `${name} `);
    room.draft.mention({ start: 0, length: name.length, user: agent.user });
    area.setSelectionRange(area.value.length, area.value.length);
  }
  function insert(emoji: string): void {
    if (!area) return;
    area.focus();
    typeText(area, emoji);
  }
  function toggleHidden(): void {
    setWithoutAi(!withoutAi());
    area?.focus();
  }
  function editLast(): void {
    const last = room.messages().findLast(({ author, deletedAt }) => author === room.me && !deletedAt);
    if (!last) return;
    room.jump.show(last.seq);
    room.edit(last);
  }
  const focus = createFocusWithin();
  return (
    <form
      class="composer"
      aria-label="Write a message"
      onPaste={(event) => attachPasted(event, attach)}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Show when={room.replyingTo()}>{(message) => <ReplyingTo message={message()} />}</Show>
      <Show when={hadFiles()}>
        <ComposerFiles attached={attached} isWaitedFor={isWaitedFor()} />
      </Show>
      <FileInputs ref={(chooser) => (files = chooser)} />
      <div
        class="composer__box"
        classList={{
          "composer__box--focused": focus.isWithin(),
          "composer__box--hidden": withoutAi(),
          "composer__box--filled": text() !== "" || hasFiles() || withoutAi(),
        }}
        onFocusIn={focus.onFocusIn}
        onFocusOut={focus.onFocusOut}
      >
        <TextInput
          ref={(element) => (area = element)}
          label={`Message ${room.title()}`}
          placeholder={placeholder()}
          rows={isPhone() ? 1 : 2}
          autofocus={isArrival()}
          value={text()}
          onValue={change}
          onSubmit={() => void send()}
          mentions={mentions()}
          onMention={room.draft.mention}
          onUp={editLast}
          {...((room.replyingTo() || answering().length > 0) && { onEscape })}
        />
        {/* A press keeps the focus in the text: on phones the keyboard stays, and the box keeps its height. */}
        <div class="composer__tools" onMouseDown={keepFocus}>
          <Show
            when={!isPhone()}
            fallback={
              <ComposerSheet
                actions={{
                  files: () => files?.files(),
                  photo: () => files?.photo(),
                  ...(hasAgents() && { hide: { isOn: withoutAi(), toggle: toggleHidden } }),
                  ...(isSession() && { together: props.onTogether }),
                }}
              />
            }
          >
            <IconButton
              icon="clip"
              class="composer__tool"
              label="Attach files"
              title="Attach files"
              onClick={() => files?.files()}
            />
          </Show>
          <EmojiButton onChoose={insert} />
          <Show when={hasAgents()}>
            <Show when={room.takeover() === null && !withoutAi()}>
              <span class="composer__rule" />
              <AgentPicker asked={asked()} onChoose={address} />
            </Show>
            <Show
              when={withoutAi()}
              fallback={
                <Show when={!isPhone()}>
                  <IconButton
                    icon="veil"
                    class="composer__tool"
                    label="Hide from AI"
                    title="Hide from AI: no AI reads the next message"
                    onClick={toggleHidden}
                  />
                </Show>
              }
            >
              <button type="button" class="composer__hidden" title="Show to AI" onClick={toggleHidden}>
                <Icon name="veil" size={16} /> Hidden from AI
                <span class="visually-hidden">: show to AI</span>
                <Icon name="close" size={14} />
              </button>
            </Show>
          </Show>
          <Show when={isSession() && !isPhone()}>
            <IconButton
              icon="group"
              class="composer__tool"
              label="Write together"
              title="Write a prompt together"
              onClick={() => props.onTogether()}
            />
          </Show>
        </div>
        <div class="composer__end">
          <Show when={text() !== ""}>
            <span class="composer__hint" aria-hidden="true">
              Shift + Enter for a new line
            </span>
          </Show>
          <button
            class="icon-button composer__send"
            aria-label="Send"
            title="Send"
            disabled={!maySend()}
            onMouseDown={keepFocus}
          >
            <Icon name="up" />
          </button>
        </div>
      </div>
      <TextSize text={text()} isDraft />
    </form>
  );
}
