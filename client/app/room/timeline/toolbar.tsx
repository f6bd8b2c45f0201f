import { createSignal, Show } from "solid-js";
import { outranks } from "../../../../shared/permissions.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRoom } from "../room-context.tsx";
import { DeleteMessageDialog } from "./delete-message-dialog.tsx";
import { useEmojiPicker } from "./emoji-picker.tsx";

/** What one can do with a message; there only for the one that is pointed at or reached by keyboard. */
export function Toolbar(props: { message: Message; rowKey: string }) {
  const room = useRoom();
  const picker = useEmojiPicker();
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
  /** Only what has no answer yet: what has one is asked again there. */
  const mayAsk = () =>
    room.agents().length > 0 &&
    room.floor() === null &&
    props.message.answer === undefined &&
    props.message.ai === undefined &&
    room.may(mine() ? "write" : "steer") &&
    !isAsked();
  const isAsked = () =>
    room.messages().some(({ answer }) => answer?.prompts.includes(props.message.seq)) ||
    room.queue().some(({ prompts }) => prompts.includes(props.message.seq));
  function edit(): void {
    room.setEditing({ seq: props.message.seq, version: props.message.version, text: props.message.text });
  }
  function reply(): void {
    room.setReplyingTo(props.message);
    room.focusComposer.now();
  }
  return (
    <div class="toolbar" role="group" aria-label="Message actions">
      <Show when={room.may("write") && !isHidden()}>
        <button
          type="button"
          class="icon-button"
          aria-label="React"
          title="React"
          onClick={(event) => picker.open(event.currentTarget, props.message.seq)}
        >
          <Icon name="smile" />
        </button>
        <button type="button" class="icon-button" aria-label="Reply" title="Reply" onClick={reply}>
          <Icon name="reply" />
        </button>
        <Show when={mine()}>
          <button type="button" class="icon-button" aria-label="Edit" title="Edit" onClick={edit}>
            <Icon name="edit" />
          </button>
        </Show>
        <Show when={mayAsk()}>
          <button
            type="button"
            class="icon-button"
            aria-label="Ask the AI"
            title="Ask the AI"
            onClick={() => void room.attempt(() => room.room.ask(props.message.seq))}
          >
            <Icon name="sparkle" />
          </button>
        </Show>
      </Show>
      <Show when={room.agents().length > 0 && (mine() || room.may("manage"))}>
        <button
          type="button"
          class="icon-button"
          aria-label="Keep from the AI"
          title="Keep from the AI"
          aria-pressed={props.message.ai === "never"}
          onClick={() => void room.attempt(() => room.room.setAi(props.message.seq, nextAi()))}
        >
          <Icon name="veil" />
        </button>
      </Show>
      <button
        type="button"
        class="icon-button"
        aria-label="Copy link to message"
        title="Copy link"
        onClick={() => void room.attempt(() => copyLink(props.message))}
      >
        <Icon name="link" />
      </button>
      <Show when={mayDelete()}>
        <button
          type="button"
          class="icon-button"
          aria-label="Delete"
          title="Delete"
          onClick={() => setDeleting(true)}
        >
          <Icon name="trash" />
        </button>
      </Show>
      <Show when={deleting()}>
        <DeleteMessageDialog message={props.message} onClose={() => setDeleting(false)} />
      </Show>
    </div>
  );
}

function copyLink(message: Message): Promise<void> {
  const address = new URL(location.href);
  address.hash = `m${message.seq}`;
  return navigator.clipboard.writeText(address.href);
}
