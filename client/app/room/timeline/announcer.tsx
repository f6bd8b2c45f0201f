import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { plural } from "../../../ui/format.ts";
import { useRoom } from "../room-context.tsx";

/** More than this at once is said as a number: a returning device must not read an hour aloud. */
const ALOUD = 2;
/** Long enough to be taken up by a screen reader; a message that is deleted must not linger here. */
const KEPT = 3_000;

/** Says what others write, once, in a region of its own: the list itself changes whenever it scrolls. */
export function Announcer() {
  const room = useRoom();
  const [text, setText] = createSignal("");
  let said = room.view().head;
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  function say(words: string): void {
    setText(words);
    clearTimeout(timer);
    timer = window.setTimeout(() => setText(""), KEPT);
  }
  createEffect(
    on(
      room.messages,
      (messages) => {
        const fresh = messages.filter(
          ({ seq, author, answer, moderation }) =>
            seq > said && author !== room.me && answer === undefined && moderation?.state !== "held",
        );
        said = Math.max(said, messages.at(-1)?.seq ?? 0);
        if (fresh.length === 0) return;
        say(
          fresh.length > ALOUD
            ? plural(fresh.length, "new message", "new messages")
            : fresh
                .map(
                  (message) =>
                    `${room.nameOf(message.author)}: ${messageExcerpt(message.text, message.attachments)}`,
                )
                .join(". "),
        );
      },
      { defer: true },
    ),
  );
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text()}
    </div>
  );
}
