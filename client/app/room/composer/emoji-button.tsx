import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { t } from "../../../words/room.ts";

const EmojiPanel = lazyPart(() => import("../../../parts/emoji/emoji-panel.tsx"));

export function EmojiButton(props: { onChoose: (emoji: string) => void }) {
  return (
    <Popover label={t("emoji")} triggerClass="icon-button composer__tool" trigger={<Icon name="smile" />}>
      {(close) => (
        <EmojiPanel
          onChoose={(emoji) => {
            close();
            props.onChoose(emoji);
          }}
        />
      )}
    </Popover>
  );
}
