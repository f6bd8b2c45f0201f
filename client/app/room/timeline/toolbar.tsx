import { createSignal, Show } from "solid-js";
import { outranks } from "../../../../shared/permissions.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { createCopy } from "../../../ui/copy/create-copy.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { speaker, thread } from "../../../ui/later-icons.ts";
import { findInbox, type InboxContext } from "../../../parts/contexts/inbox-context.ts";
import { findNotes, type NotesContext } from "../../../parts/notes/notes-context.ts";
import { findReminders, type RemindersContext } from "../../../parts/reminders/reminders-context.ts";
import { findTasks } from "../../../parts/tasks/tasks-context.ts";
import { CopyButtons } from "../copy-buttons.tsx";
import { linkToMessage } from "../link-to-message.ts";
import { useRoom } from "../room-context.tsx";
import { mayOpenThread } from "../thread/may-open-thread.ts";
import { t } from "../../../words/message-actions.ts";
import { t as inUi } from "../../../words/ui.ts";
import { DeleteMessageDialog } from "./delete-message-dialog.tsx";
import { useEmojiPicker } from "./emoji-picker.tsx";

/** The actions on a message. They are shown for the message under the pointer or with the keyboard focus. */
export default function Toolbar(props: { message: Message; rowKey: string }) {
  const room = useRoom();
  const inbox = findInbox();
  const picker = useEmojiPicker();
  const link = createCopy();
  const [deleting, setDeleting] = createSignal(false);
  const mine = () => props.message.author === room.me;
  const mayDelete = () => {
    if (mine()) return true;
    const { role } = room.view().you;
    const author = room.members()[props.message.author]?.role ?? null;
    return (
      room.may("manage") && (role === "owner" || author === null || (role !== null && outranks(role, author)))
    );
  };
  const isHidden = () => ["held", "retracted"].includes(props.message.moderation?.state ?? "");
  const nextAi = () => (props.message.ai === "never" ? "allowed" : "never");
  /** Whether to offer asking the AI. Only for messages without an answer: an existing answer has its own "ask again". */
  const mayAsk = () =>
    room.agents().length > 0 &&
    room.takeover() === null &&
    props.message.answer === undefined &&
    props.message.ai === undefined &&
    room.may(mine() ? "write" : "steer") &&
    !isAsked();
  const isAsked = () =>
    room.messages().some(({ answer }) => answer?.prompts.includes(props.message.seq)) ||
    room.queue().some(({ prompts }) => prompts.includes(props.message.seq));
  const isPinned = () => room.view().pins?.includes(props.message.seq) === true;
  const isSupport = () => room.view().room.kind === "support";
  const mayMakeTask = () =>
    !isHidden() &&
    !room.isPeeking() &&
    props.message.task === undefined &&
    (isSupport() ? findTasks() !== undefined : room.may("write"));
  const titleOfTask = () => {
    const { text, attachments, author } = props.message;
    return messageExcerpt(text, attachments, author);
  };
  function edit(): void {
    room.edit(props.message);
  }
  function reply(): void {
    room.setReplyingTo(props.message);
    room.focusComposer.now();
  }
  return (
    <div class="toolbar" role="group" aria-label={t("actions")}>
      <Show when={room.may("write") && !isHidden()}>
        <IconButton
          icon="smile"
          class="toolbar__react"
          label={t("react")}
          title={t("react")}
          onClick={(event) => picker.open(event.currentTarget, props.message.seq)}
        />
        <Show when={room.mayPost() && !room.isPeeking()}>
          <IconButton icon="reply" label={t("reply")} title={t("reply")} onClick={reply} />
        </Show>
        <Show when={room.mayPost()}>
          <IconButton
            icon="pin"
            label={t("pin")}
            title={t(isPinned() ? "unpin" : "pin")}
            pressed={isPinned()}
            onClick={() => void room.attempt(() => room.room.pin(props.message.seq, !isPinned()))}
          />
        </Show>
        <Show when={mayOpenThread(room, props.message)}>
          <IconButton
            icon={thread}
            label={t(props.message.thread === undefined ? "replyInThread" : "openThread")}
            title={t(props.message.thread === undefined ? "replyInThread" : "openThread")}
            onClick={() => room.openThread({ root: props.message.thread ?? props.message.seq, writes: true })}
          />
        </Show>
        <Show when={mine()}>
          <IconButton icon="edit" label={t("edit")} title={t("edit")} onClick={edit} />
        </Show>
        <Show when={mayAsk()}>
          <IconButton
            icon="sparkle"
            label={t("askAi")}
            title={t("askAi")}
            onClick={() => void room.attempt(() => room.room.ask(props.message.seq))}
          />
        </Show>
      </Show>
      <Show when={room.agents().length > 0 && (mine() || room.may("manage"))}>
        <IconButton
          icon="veil"
          label={t("hide")}
          title={t("hide")}
          pressed={props.message.ai === "never"}
          onClick={() => void room.attempt(() => room.room.setAi(props.message.seq, nextAi()))}
        />
      </Show>
      <Show when={mayMakeTask()}>
        <IconButton
          icon="check"
          label={t("makeTask")}
          title={t("makeTask")}
          onClick={() => room.askTask({ title: titleOfTask(), from: "message", message: props.message.seq })}
        />
      </Show>
      <Show when={!isHidden() && inbox}>
        {(list) => <SaveButton message={props.message} inbox={list()} />}
      </Show>
      <Show when={!isHidden() && findReminders()}>
        {(list) => <RemindButton message={props.message} reminders={list()} />}
      </Show>
      <Show when={!isHidden() && props.message.text !== "" && findNotes()}>
        {(notes) => <KeepButton message={props.message} notes={notes()} />}
      </Show>
      <Show when={props.message.answer === undefined && !isHidden() && props.message.text !== ""}>
        <CopyButtons text={props.message.text} author={props.message.author} />
        <IconButton
          icon={speaker}
          label={t("readAloud")}
          title={t("readAloud")}
          onClick={() => room.setAloud(props.message)}
        />
      </Show>
      <IconButton
        icon={link.copied() ? "check" : "link"}
        label={t("copyLinkToMessage")}
        title={link.copied() ? inUi("linkCopied") : t("copyLink")}
        onClick={() => void link.copy(linkToMessage(props.message))}
      />
      <span class="visually-hidden" role="status">
        {link.copied() ? inUi("linkCopied") : ""}
      </span>
      <Show when={mayDelete()}>
        <IconButton
          icon="trash"
          class="toolbar__delete"
          label={t("delete")}
          title={t("delete")}
          onClick={() => setDeleting(true)}
        />
      </Show>
      <Show when={deleting()}>
        <DeleteMessageDialog message={props.message} onClose={() => setDeleting(false)} />
      </Show>
    </div>
  );
}

function RemindButton(props: { message: Message; reminders: RemindersContext }) {
  const room = useRoom();
  function ask(): void {
    const { seq, text, attachments, author } = props.message;
    const excerpt = messageExcerpt(text, attachments, author);
    props.reminders.ask({ about: { type: "message", room: room.room.id, seq }, excerpt });
  }
  return <IconButton icon="clock" label={t("remind")} title={t("remind")} onClick={ask} />;
}

function KeepButton(props: { message: Message; notes: NotesContext }) {
  const room = useRoom();
  function ask(): void {
    const { seq, text } = props.message;
    props.notes.ask({ text, context: { type: "message", room: room.room.id, seq } });
  }
  return <IconButton icon="file" label={t("keepNote")} title={t("keepNote")} onClick={ask} />;
}

function SaveButton(props: { message: Message; inbox: InboxContext }) {
  const room = useRoom();
  const isSaved = () =>
    props.inbox.saved().some((one) => one.seq === props.message.seq && one.room === room.room.id);
  function toggle(): Promise<void> {
    const { inbox } = props.inbox;
    const { seq, text, attachments, author } = props.message;
    if (isSaved()) return inbox.unsave(room.room.id, seq);
    return inbox.save(room.room.id, seq, messageExcerpt(text, attachments, author));
  }
  return (
    <IconButton
      icon="save"
      label={t("remember")}
      title={t(isSaved() ? "remembered" : "remember")}
      pressed={isSaved()}
      onClick={() => void room.attempt(toggle)}
    />
  );
}
