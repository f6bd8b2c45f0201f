import { Show } from "solid-js";
import type { Message, Seq } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-forks.ts";
import "./forks.css";

/** Which version of a prompt this is, and the ways to the others. */
export default function Versions(props: { message: Message; forks: readonly Seq[] }) {
  const room = useRoom();
  const at = () => props.forks.indexOf(props.message.seq);
  async function walk(target: Seq | undefined): Promise<void> {
    if (target === undefined) return;
    if (await room.attempt(() => room.lookAt(target))) room.jump.to(target);
  }
  return (
    <Show when={props.forks.length > 1}>
      <span class="versions" role="group" aria-label={t("version")}>
        <button
          type="button"
          class="answer__action"
          aria-label={t("previous")}
          title={t("previous")}
          disabled={at() <= 0}
          onClick={() => void walk(props.forks[at() - 1])}
        >
          <Icon name="back" size={16} />
        </button>
        <span class="answer__place">
          <span class="visually-hidden">{t("version")} </span>
          {t("place", { at: at() + 1, all: props.forks.length })}
        </span>
        <button
          type="button"
          class="answer__action"
          aria-label={t("next")}
          title={t("next")}
          disabled={at() >= props.forks.length - 1}
          onClick={() => void walk(props.forks[at() + 1])}
        >
          <Icon name="forward" size={16} />
        </button>
      </span>
    </Show>
  );
}
