import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

/** More new messages than this are announced as a number, so that a device that reconnects does not read out an hour of messages. */
const ALOUD = 2;
/** How long an announcement stays in the document, ms. A screen reader needs that time; a deleted message must not stay longer. */
const KEPT = 3_000;

/**
 * Announces new messages of others once, in a live region of its own. The list cannot be the live region, because it changes whenever it
 * scrolls.
 */
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
            ? t("newCount", { count: fresh.length })
            : fresh
                .map(
                  (message) =>
                    `${room.distinctNameOf(message.author)}: ${messageExcerpt(message.text, message.attachments, message.author)}`,
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
