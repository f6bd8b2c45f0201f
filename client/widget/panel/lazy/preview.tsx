import { onCleanup, onMount, Show } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { AiFace, Face } from "../faces.tsx";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import { spoken } from "../../../parts/lib/sentences.ts";
import type { Item } from "../log/log-of.ts";
import "./preview.css";

/** The newest message, two lines of it, above the page's button. The page sees a frame of this height and no word of it. */
export default function Preview(props: {
  item: Extract<Item, { type: "person" | "answer" }>;
  onRead: () => void;
  onDismiss: () => void;
}) {
  const panel = usePanel();
  let box: HTMLDivElement | undefined;
  const tell = (height: number) => panel.host.send({ type: "preview", height });
  const sizes = new ResizeObserver(() => tell(box?.offsetHeight ?? 0));
  onMount(() => box && sizes.observe(box));
  onCleanup(() => {
    sizes.disconnect();
    tell(0);
  });
  return (
    <div ref={box} class="preview" role="group" aria-label={t("unreadMessages", { count: 1 })}>
      <div class="preview__top">
        <Show when={props.item.type === "person"} fallback={<AiFace size={32} />}>
          <Face name={props.item.name} size={32} />
        </Show>
        <p class="preview__name">
          <b dir="auto">{props.item.name}</b>
          <small>{t("companyNow", { company: panel.config.look.name })}</small>
        </p>
        <button type="button" class="icon-button" aria-label={t("dismiss")} onClick={() => props.onDismiss()}>
          <Icon of="close" size={18} />
        </button>
      </div>
      <p class="preview__text" dir="auto">
        {props.item.type === "answer"
          ? spoken(props.item.message.text, "")
          : props.item.message.text || t("attachedFile")}
      </p>
      <div class="acts">
        <button
          type="button"
          class="button button--primary button--small"
          onClick={() => panel.host.send({ type: "open" })}
        >
          {t("reply")}
        </button>
        <button type="button" class="button button--small" onClick={() => props.onRead()}>
          {t("markAsRead")}
        </button>
      </div>
    </div>
  );
}
