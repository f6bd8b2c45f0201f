import type { Message } from "../../../../shared/protocol/events.ts";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

export function ReplyingTo(props: { message: Message }) {
  const room = useRoom();
  return (
    <div class="replying">
      <Icon name="reply" size={16} />
      <p class="replying__text one-line" dir="auto">
        {t.rich("replyTo", {
          name: <span class="replying__author name">{room.distinctNameOf(props.message.author)}</span>,
          text: messageExcerpt(props.message.text, props.message.attachments, props.message.author),
        })}
      </p>
      <IconButton
        icon="close"
        size={16}
        label={t("cancelReply")}
        onClick={() => {
          room.setReplyingTo(null);
          room.focusComposer.now();
        }}
      />
    </div>
  );
}
