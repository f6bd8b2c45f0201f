import { createEffect, createMemo, createSignal, onCleanup, onMount, Show } from "solid-js";
import { findMentions } from "../../../../shared/mentions/find-mentions.ts";
import { rangesFit } from "../../../../shared/mentions/mention-range.ts";
import { messageText, textProblem } from "../../../../shared/text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { createMyAnswers } from "../answer/my-answers.ts";
import { AttachButton } from "../attachments/attach-button.tsx";
import { attachPasted, createAttach } from "../attachments/attach-files.ts";
import { createAttached } from "../attachments/create-attached.ts";
import { useRoom } from "../room-context.tsx";
import { isArrival } from "./arrival.ts";
import { ReplyingTo } from "./replying-to.tsx";
import { TextInput } from "./text-input.tsx";
import { TextSize } from "./text-size.tsx";
import "./composer.css";

// Loaded on demand, when a file is attached.
const loadComposerFiles = () => import("../attachments/composer-files.tsx");
const ComposerFiles = lazyPart(loadComposerFiles);

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
  let area: HTMLTextAreaElement | undefined;
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
  const placeholder = () => {
    if (withoutAi()) return "Only for people: no AI will read it";
    if (room.takeover() !== null || room.agents().length === 0) return "Write a message";
    const first = room.agents()[0]?.name ?? "";
    if (room.view().room.kind === "group") return `Write a message, or ask @${first}`;
    return room.agents().length === 1 ? `Ask ${first}` : "Ask the AI";
  };
  function editLast(): void {
    const last = room.messages().findLast(({ author, deletedAt }) => author === room.me && !deletedAt);
    if (!last) return;
    room.jump.show(last.seq);
    room.edit(last);
  }
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
      <div class="composer__line">
        <AttachButton />
        <TextInput
          ref={(element) => (area = element)}
          label={`Message ${room.title()}`}
          placeholder={placeholder()}
          autofocus={isArrival()}
          value={text()}
          onValue={change}
          onSubmit={() => void send()}
          mentions={mentions()}
          onMention={room.draft.mention}
          onUp={editLast}
          {...((room.replyingTo() || answering().length > 0) && { onEscape })}
        />
        <Show when={room.agents().length > 0}>
          <IconButton
            icon="veil"
            size={20}
            class="composer__aside"
            label="Keep the next message from the AI"
            title="Keep the next message from the AI"
            pressed={withoutAi()}
            onClick={() => {
              setWithoutAi(!withoutAi());
              area?.focus();
            }}
          />
        </Show>
        <Show when={room.view().room.kind === "session"}>
          <IconButton
            icon="group"
            size={20}
            class="composer__aside"
            label="Write together"
            title="Write a prompt together"
            onClick={() => props.onTogether()}
          />
        </Show>
        {/* "Send" and "Stop" share one place: "Stop" is shown only while there is nothing to send. */}
        <Show
          when={answering().length > 0 && text().trim() === "" && !hasFiles()}
          fallback={
            <button class="icon-button composer__send" aria-label="Send" title="Send" disabled={!maySend()}>
              <Icon name="send" size={20} />
            </button>
          }
        >
          <IconButton
            icon="stop"
            size={20}
            class="composer__send"
            label="Stop the answer"
            title="Stop the answer (Escape)"
            onClick={stop}
          />
        </Show>
      </div>
      <TextSize text={text()} isDraft />
    </form>
  );
}
