import { Show } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-steering.ts";

/** A message that the answer has taken in. A press shows it. */
export function SteerLine(props: { message: Seq }) {
  const room = useRoom();
  const message = () => room.messages().find(({ seq }) => seq === props.message);
  const by = () => {
    const author = message()?.author;
    return author === undefined || author === room.me ? t("you") : room.distinctNameOf(author);
  };
  return (
    <button type="button" class="steps__steer" onClick={() => room.jump.to(props.message)}>
      <Show when={message()} fallback={t("tookIn")}>
        {(found) => (
          <>
            {t("tookInOf", { name: by() })}{" "}
            <q dir="auto">{messageExcerpt(found().text, found().attachments)}</q>
          </>
        )}
      </Show>
    </button>
  );
}
