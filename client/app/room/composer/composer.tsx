import { t } from "../../../words/room.ts";
import { createFocusWithin } from "./create-focus-within.ts";
import { createEffect, createMemo, createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { findMentions } from "../../../../shared/mentions/find-mentions.ts";
import { isAgentId, type UserId } from "../../../../shared/ids.ts";
import { endOf, rangesFit } from "../../../../shared/mentions/mention-range.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import type { PromptPolicy } from "../../../../shared/protocol/turns.ts";
import { messageText, textProblem } from "../../../../shared/text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { createMedia } from "../../../parts/lib/create-media.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import type { NewMessage } from "../../../sdk/types.ts";
import { createMyAnswers } from "../answer/my-answers.ts";
import { attachPasted, createAttach } from "../attachments/attach-files.ts";
import { createAttached } from "../attachments/create-attached.ts";
import { FileInputs, type FileChooser } from "../attachments/file-inputs.tsx";
import { findScheduled } from "../../../parts/scheduled/scheduled-context.ts";
import { useRoom } from "../room-context.tsx";
import { isArrival } from "./arrival.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { ReplyingTo } from "./replying-to.tsx";
import { TextInput } from "./text-input.tsx";
import { typeText } from "./type-text.ts";
import "./composer.css";

// Loaded on demand: most messages are sent at once.
const SendLaterDialog = lazyPart(() => import("../scheduled/send-later-dialog.tsx"));

// Loaded on demand, when a file is attached.
const loadComposerFiles = () => import("../attachments/composer-files.tsx");
const TextSize = lazyPart(() => import("./text-size.tsx"));
const ComposerFiles = lazyPart(loadComposerFiles);

// Loaded after the field, which people use first.
const AgentPicker = lazyPart(() => import("./agent-picker.tsx"));
const WhileAnswering = lazyPart(() => import("./while-answering.tsx"));
const ComposerSheet = lazyPart(() => import("./composer-sheet.tsx"));
const DictateButton = lazyPart(() => import("./dictate-button.tsx"));

const loadSlash = () => import("./slash-commands.ts");
const [slash, setSlash] = createSignal<Awaited<ReturnType<typeof loadSlash>>>();

const keepFocus = (event: MouseEvent): void => event.preventDefault();

export default function Composer(props: {
  onTogether: () => void;
  /** In place of what the room would say. */
  placeholder?: string;
  /** Stands below the field. */
  below?: JSX.Element;
  /** What else the next message has. It is asked once for each. */
  more?: () => Pick<NewMessage, "alsoRoom">;
}) {
  const room = useRoom();
  const { text } = room.draft;
  /** The next message is excluded from AI: no model is given it and no agent answers it. */
  const [withoutAi, setWithoutAi] = createSignal(false);
  const [model, setModel] = createSignal<string>();
  /** What happens to the next messages while their agent is busy, in place of the room's policy. */
  const [promptPolicy, setPromptPolicy] = createSignal<PromptPolicy>();
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
  const scheduled = findScheduled();
  const [sendsLater, setSendsLater] = createSignal(false);
  const maySend = () => {
    const problem = textProblem(messageText(text()));
    return attached.problem() === null && (problem === null || (problem === "empty" && hasFiles()));
  };
  async function send(): Promise<void> {
    if (text().startsWith("/") && !hasFiles() && (await runCommand())) return;
    if (!maySend()) return;
    if (attached.coming().length > 0) return void setWaitedFor(true);
    setWaitedFor(false);
    const words = messageText(text());
    const attachments = attached.files();
    const replyTo = room.replyingTo()?.seq;
    const mentionRanges = rangesFit(words, mentions()) ? mentions() : findMentions(words, room.mentionable());
    const ai = withoutAi() ? ({ ai: "never" } as const) : {};
    const chosen = model();
    const policy = busy() === undefined ? undefined : promptPolicy();
    const more = props.more?.() ?? {};
    setWithoutAi(false);
    // The draft on disk keeps the text until the outbox has it. Both changes are one database transaction.
    const consumed = room.draft.consume();
    const stored = await room.attempt(async () => {
      try {
        await room.beforeSend?.(room.room, words);
      } catch (error) {
        // Otherwise the draft would wait for the message, and never reach the person's other devices.
        consumed?.done();
        throw error;
      }
      await room.room.send({
        text: words,
        mentionRanges,
        ...(replyTo !== undefined && { replyTo }),
        ...(attachments.length > 0 && { attachments }),
        ...ai,
        ...(chosen !== undefined && asked() !== undefined && { model: chosen }),
        ...(policy !== undefined && { promptPolicy: policy }),
        ...(consumed && { consumed }),
        ...more,
      });
    });
    if (stored) room.afterSend?.(room.room);
    else room.draft.putBack(words, attachments, mentionRanges);
  }
  async function sendLater(due: number): Promise<void> {
    const words = messageText(text());
    const replyTo = room.replyingTo()?.seq;
    const mentionRanges = rangesFit(words, mentions()) ? mentions() : findMentions(words, room.mentionable());
    await (
      await scheduled?.load()
    )?.add({
      ...{ room: room.room.id, text: words, due },
      ...(mentionRanges.length > 0 && { mentionRanges: [...mentionRanges] }),
      ...(replyTo !== undefined && { replyTo }),
      ...(room.thread !== undefined && { thread: room.thread }),
      ...props.more?.(),
    });
    // The inbox has the text now.
    room.draft.set("");
    room.setReplyingTo(null);
  }
  /** Whether the text was a command. Commands are loaded with the first slash that somebody types at the beginning. */
  async function runCommand(): Promise<boolean> {
    const commands = slash() ?? (await loadSlash().catch(() => undefined));
    const asked = commands?.commandIn(text(), room);
    asked?.command.run(room, asked.rest);
    return asked !== undefined && asked !== null;
  }
  createEffect(() => {
    if (text().startsWith("/") && slash() === undefined)
      loadSlash().then(
        (loaded) => setSlash(() => loaded),
        () => undefined,
      );
  });
  function stop(): void {
    for (const turn of answering()) void room.attempt(() => room.room.stop(turn));
  }
  function onEscape(): void {
    if (room.replyingTo()) room.setReplyingTo(null);
    else stop();
  }
  /** In a conversation with a visitor the AI answers the visitor alone. */
  const hasAgents = () => room.agents().length > 0 && room.view().room.kind !== "support";
  const isSession = () => room.view().room.kind === "session" && room.thread === undefined;
  const placeholder = () => {
    if (withoutAi()) return t("forPeopleOnly");
    if (props.placeholder !== undefined) return props.placeholder;
    const message = t("messageTo", { room: room.title() });
    if (room.takeover() !== null || !hasAgents() || isPhone()) return message;
    const first = room.agents()[0]?.name ?? "";
    if (room.view().room.kind === "group") return t("messageOrAsk", { room: room.title(), agent: first });
    return room.agents().length === 1 ? t("ask", { agent: first }) : t("askAi");
  };
  /** The agent that will answer, as the room decides it: the first one that is named, else the room's own outside of groups. */
  const asked = () => {
    const named = mentions().find(({ user }) => isAgentId(user))?.user;
    const replied = room.replyingTo()?.author;
    const isMeant = (user: UserId) => user === (named ?? replied);
    const own = room.view().room.kind === "group" ? undefined : room.agents()[0];
    return room.agents().find(({ user }) => isMeant(user)) ?? own;
  };
  /** The agent that will answer, if this person may say what happens to the message because it is busy. */
  const busy = createMemo(() => {
    const agent = asked();
    if (agent === undefined || withoutAi() || !room.may("steer")) return undefined;
    const isBusy = room
      .messages()
      .some(({ author, answer }) => author === agent.user && answer?.state === "running");
    return isBusy ? agent : undefined;
  });
  createEffect(() => {
    if (busy() === undefined) setPromptPolicy(undefined);
  });
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
      aria-label={t("write")}
      onPaste={(event) => attachPasted(event, attach)}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Show when={room.replyingTo()}>{(message) => <ReplyingTo message={message()} />}</Show>
      <Show when={busy()}>
        {(agent) => <WhileAnswering agent={agent()} chosen={promptPolicy()} onChoose={setPromptPolicy} />}
      </Show>
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
          label={props.placeholder ?? t("messageTo", { room: room.title() })}
          placeholder={placeholder()}
          rows={isPhone() ? 1 : 2}
          autofocus={room.thread === undefined && isArrival()}
          value={text()}
          onValue={change}
          onSubmit={() => void send()}
          mentions={mentions()}
          onMention={room.draft.mention}
          commandsAt={(written, caret) => slash()?.commandsAt(written, caret, room) ?? []}
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
              label={t("attach")}
              title={t("attach")}
              onClick={() => files?.files()}
            />
          </Show>
          <EmojiButton onChoose={insert} />
          {/* The keyboard of a phone has dictation of its own. */}
          <Show when={!isPhone()}>
            <DictateButton area={() => area} />
          </Show>
          <Show when={hasAgents()}>
            <Show when={room.takeover() === null && !withoutAi()}>
              <span class="composer__rule" />
              <AgentPicker asked={asked()} onChoose={address} model={model()} onModel={setModel} />
            </Show>
            <Show
              when={withoutAi()}
              fallback={
                <Show when={!isPhone()}>
                  <IconButton
                    icon="veil"
                    class="composer__tool"
                    label={t("hide")}
                    title={t("hideNext")}
                    onClick={toggleHidden}
                  />
                </Show>
              }
            >
              <button type="button" class="composer__hidden" title={t("show")} onClick={toggleHidden}>
                <Icon name="veil" size={16} /> {t("hiddenFromAi")}
                <span class="visually-hidden">: {t("showLower")}</span>
                <Icon name="close" size={14} />
              </button>
            </Show>
          </Show>
          <Show when={isSession() && !isPhone()}>
            <IconButton
              icon="group"
              class="composer__tool"
              label={t("together")}
              title={t("promptTogether")}
              onClick={() => props.onTogether()}
            />
          </Show>
        </div>
        <div class="composer__end">
          <Show when={text() !== ""}>
            <span class="composer__hint" aria-hidden="true">
              {t("newLine")}
            </span>
          </Show>
          <Show when={scheduled !== undefined && text().trim() !== "" && !hasFiles()}>
            <IconButton
              icon="clock"
              class="composer__tool"
              label={t("sendLater")}
              title={t("sendLater")}
              onClick={() => setSendsLater(true)}
            />
          </Show>
          <button
            class="icon-button composer__send"
            aria-label={t("send")}
            title={t("send")}
            disabled={!maySend()}
            onMouseDown={keepFocus}
          >
            <Icon name="up" />
          </button>
        </div>
      </div>
      {props.below}
      <TextSize text={text()} isDraft />
      <Show when={sendsLater()}>
        <SendLaterDialog text={text()} onTime={sendLater} onClose={() => setSendsLater(false)} />
      </Show>
    </form>
  );
}
