import { createSignal, Match, Show, Switch } from "solid-js";
import { formatClock, formatFull, formatTime } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { BotMark } from "../../../parts/people/bot-mark.tsx";
import { Handle } from "../../../parts/people/handle.tsx";
import { ProfileName } from "../../../parts/people/profile-name.tsx";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { AnswerTags } from "../answer/answer-tags.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";
import { MessageBody } from "./message-body.tsx";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { Receipt } from "./receipt.tsx";
import { SendState } from "./send-state.tsx";
import type { MessageRow } from "./row.ts";
import "./message.css";

// Not part of the first load, but on its way before a room is open.
const AnswerBody = lazyPart(() => import("../answer/answer-body.tsx"));
const MessageFiles = lazyPart(() => import("../attachments/message-files.tsx"));
const Toolbar = lazyPart(() => import("./toolbar.tsx"));
for (const part of [AnswerBody, MessageFiles, Toolbar]) void part.begin();

// Loaded on demand, because few messages need them.
const MessageEditor = lazyPart(() => import("./message-editor.tsx"));
const TaskCard = lazyPart(() => import("../tasks/task-card.tsx"));
const ByMail = lazyPart(() => import("./by-mail.tsx"));
const SteersAnswer = lazyPart(() => import("../answer/steers-answer.tsx"));
const Versions = lazyPart(() => import("../forks/versions.tsx"));
const ThreadLine = lazyPart(() => import("../thread/thread-line.tsx"));
const RunAgain = lazyPart(() => import("../answer/run-again.tsx"));
const ModerationNote = lazyPart(() => import("../answer/moderation-note.tsx"));

/** One message, stored or waiting. Both use the same element, so that the stored message replaces the waiting one without a flash. */
export function MessageItem(props: { row: MessageRow; active: boolean; highlighted: boolean }) {
  const room = useRoom();
  const [hovered, setHovered] = createSignal(false);
  const isPinned = () => room.view().pins?.includes(stored()?.seq ?? -1) === true;
  const stored = () => (props.row.body.state === "stored" ? props.row.body.message : undefined);
  const waiting = () => (props.row.body.state === "waiting" ? props.row.body : undefined);
  const name = () => room.nameOf(props.row.author);
  const text = () => stored()?.text ?? waiting()?.entry.text ?? "";
  const answer = () => {
    const message = stored();
    return message?.answer && { message, answer: message.answer };
  };
  const moderated = () => {
    const message = stored();
    return message?.moderation && { message, moderation: message.moderation };
  };
  const steering = () => {
    const message = stored();
    return message?.steers === undefined ? undefined : { message, answer: message.steers };
  };
  const tasked = () => {
    const message = stored();
    return message?.task && { message, task: message.task };
  };
  const isHidden = () => ["held", "retracted"].includes(stored()?.moderation?.state ?? "");
  const isDeleted = () => stored()?.deletedAt !== undefined;
  const isEditing = () => {
    const seq = stored()?.seq;
    return seq !== undefined && room.editing()?.seq === seq;
  };
  const mentionsMe = () => stored()?.mentions.includes(room.me) ?? false;
  return (
    <article
      class="message"
      classList={{
        "message--first": props.row.first,
        "message--active": props.active,
        "message--highlighted": props.highlighted,
        "message--for-me": mentionsMe(),
        "message--waiting": waiting() !== undefined,
        "message--answer": answer() !== undefined,
        "message--root": stored() !== undefined && stored()?.seq === room.thread,
      }}
      data-key={props.row.key}
      data-seq={stored()?.seq}
      tabindex="-1"
      aria-label={`${room.distinctNameOf(props.row.author)}, ${formatFull(props.row.at)}`}
      onPointerEnter={(event) => setHovered(event.pointerType === "mouse")}
      onPointerLeave={() => setHovered(false)}
      onPointerUp={(event) => event.pointerType === "touch" && reach(event)}
    >
      <div class="message__side" aria-hidden="true">
        <Show
          when={props.row.first}
          fallback={<time class="message__late">{formatClock(props.row.at)}</time>}
        >
          <span data-profile={props.row.author} data-name={name()}>
            <MemberAvatar user={props.row.author} name={name()} />
          </span>
        </Show>
      </div>
      <div class="message__main">
        <Show when={props.row.first}>
          <header class="message__header">
            <ProfileName class="message__author" user={props.row.author} name={name()} />
            <BotMark user={props.row.author} />
            <Handle user={props.row.author} />
            <Show when={stored()?.writers}>
              {(writers) => (
                <span class="message__writers one-line">
                  {t("with", {
                    names: writers()
                      .map((user) => room.distinctNameOf(user))
                      .join(", "),
                  })}
                </span>
              )}
            </Show>
            <Show when={answer()}>{(given) => <AnswerTags answer={given().answer} />}</Show>
            <time
              class="message__time"
              dateTime={new Date(props.row.at).toISOString()}
              title={formatFull(props.row.at)}
            >
              {formatTime(props.row.at)}
            </time>
          </header>
        </Show>
        <Show when={isPinned()}>
          <p class="message__note message__pinned">
            <Icon name="pin" size={14} /> {t("pinned")}
          </p>
        </Show>
        <Quote replyTo={stored()?.replyTo ?? waiting()?.entry.replyTo} quote={stored()?.quote} />
        <Switch
          fallback={
            <Show when={!isHidden() && (text() !== "" || stored()?.editedAt !== undefined)}>
              <MessageBody row={props.row} text={text()} />
            </Show>
          }
        >
          <Match when={isDeleted()}>
            <p class="message__tombstone">{t("deleted")}</p>
          </Match>
          <Match when={answer()}>
            {(given) => <AnswerBody message={given().message} answer={given().answer} />}
          </Match>
          <Match when={!isEditing() && !isHidden() && tasked()}>
            {(of) => <TaskCard message={of().message} task={of().task} />}
          </Match>
          <Match when={isEditing() && stored()}>{(message) => <MessageEditor message={message()} />}</Match>
        </Switch>
        <Show when={stored()?.attachments ?? waiting()?.entry.attachments}>
          {(files) => <MessageFiles files={files()} />}
        </Show>
        <Show when={stored()?.forks && stored()}>
          {(message) => <Versions message={message()} forks={message().forks ?? []} />}
        </Show>
        <Show when={moderated()}>
          {(of) => <ModerationNote message={of().message} moderation={of().moderation} />}
        </Show>
        <Show when={stored()?.ai === "never" || waiting()?.entry.ai === "never"}>
          <p class="message__note">{t("hiddenFromAi")}</p>
        </Show>
        <Show when={stored()?.editedAt !== undefined && stored()}>
          {(message) => <RunAgain message={message()} />}
        </Show>
        <Show when={stored()}>{(message) => <Waited message={message()} />}</Show>
        <Show when={steering()}>{(of) => <SteersAnswer message={of().message} answer={of().answer} />}</Show>
        <Show when={stored()?.via}>{(via) => <ByMail via={via()} />}</Show>
        <Show when={stored()}>{(message) => <Reactions message={message()} />}</Show>
        <Show when={(stored()?.alsoRoom || (stored()?.replies && room.thread === undefined)) && stored()}>
          {(message) => <ThreadLine message={message()} />}
        </Show>
        <Show when={waiting()}>{(body) => <SendState entry={body().entry} held={body().held} />}</Show>
      </div>
      <div class="message__state">
        <Show
          when={
            props.row.showsState &&
            room.thread === undefined &&
            room.people().length > 1 &&
            !isDeleted() &&
            !waiting()?.entry.failure
          }
        >
          <Receipt message={stored()} />
        </Show>
      </div>
      <Show when={(props.active || hovered()) && !isDeleted() && !isEditing() && stored()}>
        {(message) => <Toolbar message={message()} rowKey={props.row.key} />}
      </Show>
    </article>
  );
}

/**
 * Touch screens have no hover, and not every browser focuses a touched element. So touching a message focuses it, which shows its tools.
 */
function reach(event: PointerEvent & { currentTarget: HTMLElement; target: Element }): void {
  if (!event.target.closest("button, a")) event.currentTarget.focus({ preventScroll: true });
}

/** The delay between writing and sending is shown from this length on, ms. */
const NOTICEABLE = 60_000;

function Waited(props: { message: { at: number; waited?: number } }) {
  const waited = () => ((props.message.waited ?? 0) >= NOTICEABLE ? props.message.waited : undefined);
  return (
    <Show when={waited()}>
      {(time) => (
        <p class="message__note">
          {t("waited", {
            written: formatTime(props.message.at - time()),
            sent: formatTime(props.message.at),
          })}
        </p>
      )}
    </Show>
  );
}
