import { Match, Show, Switch } from "solid-js";
import type { Quote as QuoteOf, Seq } from "../../../../shared/protocol/events.ts";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { Handle } from "../../../parts/people/handle.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

/**
 * The message that is replied to. `quote` is null after that message was deleted, and undefined while the reply is waiting to be sent.
 */
export function Quote(props: { replyTo: Seq | undefined; quote: QuoteOf | null | undefined }) {
  const room = useRoom();
  const quote = () => {
    if (props.quote !== undefined) return props.quote;
    const original = room.messages().find(({ seq }) => seq === props.replyTo);
    return (
      original && {
        author: original.author,
        excerpt: messageExcerpt(original.text, original.attachments, original.author),
      }
    );
  };
  return (
    <Show when={props.replyTo}>
      {(seq) => (
        <Switch fallback={<p class="quote quote--gone">{t("originalDeleted")}</p>}>
          <Match when={quote()}>
            {(found) => (
              <button type="button" class="quote" onClick={() => room.jump.to(seq())}>
                <span class="visually-hidden">{t("answers")} </span>
                <span class="quote__author name">{room.nameOf(found().author)}</span>
                <Handle user={found().author} />
                <span class="quote__text one-line" dir="auto">
                  {found().excerpt}
                </span>
              </button>
            )}
          </Match>
        </Switch>
      )}
    </Show>
  );
}
