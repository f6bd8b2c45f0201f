import { Show } from "solid-js";
import type { Message, Seq } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-forks.ts";
import "./forks.css";

type Way = "previous" | "next";

/** Which version of a prompt this is, and the ways to the others. */
export default function Versions(props: { message: Message; forks: readonly Seq[] }) {
  const room = useRoom();
  const at = () => props.forks.indexOf(props.message.seq);
  async function walk(target: Seq | undefined, way: Way): Promise<void> {
    if (target === undefined || !(await room.attempt(() => room.lookAt(target)))) return;
    room.jump.reveal(target);
    requestAnimationFrame(() => requestAnimationFrame(() => focusArrow(target, way)));
  }
  return (
    <Show when={props.forks.length > 1}>
      <span
        class="versions"
        role="group"
        aria-label={t("versionOf", { at: at() + 1, all: props.forks.length })}
      >
        <button
          type="button"
          class="answer__action"
          data-way="previous"
          aria-label={t("previous")}
          title={t("previous")}
          disabled={at() <= 0}
          onClick={() => void walk(props.forks[at() - 1], "previous")}
        >
          <Icon name="back" size={16} />
        </button>
        <span class="answer__place" aria-hidden="true">
          {t("place", { at: at() + 1, all: props.forks.length })}
        </span>
        <button
          type="button"
          class="answer__action"
          data-way="next"
          aria-label={t("next")}
          title={t("next")}
          disabled={at() >= props.forks.length - 1}
          onClick={() => void walk(props.forks[at() + 1], "next")}
        >
          <Icon name="forward" size={16} />
        </button>
      </span>
    </Show>
  );
}

/** The row of the other version is another element. Who walks on with the keyboard finds the same arrow focused there, or the one that leads back. */
function focusArrow(seq: Seq, way: Way): void {
  const arrows = [
    ...document.querySelectorAll<HTMLButtonElement>(`article[data-seq="${seq}"] .versions button`),
  ];
  const free = arrows.filter(({ disabled }) => !disabled);
  (free.find(({ dataset }) => dataset["way"] === way) ?? free[0])?.focus({ preventScroll: true });
}
