import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import { isHidden } from "../../../../shared/as-shown.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { pause, play, speaker } from "../../../ui/later-icons.ts";
import { language } from "../../../words/language.ts";
import { t } from "../../../words/room-speech.ts";
import { useRoom } from "../room-context.tsx";
import { readAloud } from "./read-aloud.ts";
import "./aloud-bar.css";

/** Reads a message aloud for as long as it is on the page. */
export default function AloudBar(props: { message: Message; onEnd: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const [isPaused, setPaused] = createSignal(false);
  // The bar is made anew for each message.
  const reading = readAloud(organization, room.textOf(props.message), language);
  onCleanup(reading.stop);
  void reading.ended.then((end) => {
    if (end === "stopped") return;
    if (end === "mute") room.setProblem(t("noVoice"));
    finish();
  });
  const isGone = () => {
    const now = room.messages().find(({ seq }) => seq === props.message.seq);
    return now?.deletedAt !== undefined || isHidden(now?.moderation);
  };
  createEffect(() => {
    if (isGone()) finish();
  });
  /** The focus goes back to what was read, if it was here. */
  function finish(): void {
    const hadFocus = bar?.contains(document.activeElement) ?? false;
    const { seq } = props.message;
    props.onEnd();
    if (hadFocus)
      document.querySelector<HTMLElement>(`article[data-seq="${seq}"]`)?.focus({ preventScroll: true });
  }
  function toggle(): void {
    if (isPaused()) reading.resume();
    else reading.pause();
    setPaused(!isPaused());
  }
  let bar: HTMLElement | undefined;
  return (
    <section ref={bar} class="aloud" aria-label={t("aloud")}>
      <Icon name={speaker} size={16} />
      <p class="aloud__text one-line" role="status">
        {t(isPaused() ? "paused" : "reading", { name: room.distinctNameOf(props.message.author) })}
      </p>
      <Show
        when={isPaused()}
        fallback={<IconButton icon={pause} label={t("pause")} title={t("pause")} onClick={toggle} />}
      >
        <IconButton icon={play} label={t("goOn")} title={t("goOn")} onClick={toggle} />
      </Show>
      <IconButton icon="stop" label={t("stop")} title={t("stop")} onClick={finish} />
    </section>
  );
}
