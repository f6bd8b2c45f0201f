import { createMemo, For, Show } from "solid-js";
import type { TurnId } from "../../../../shared/ids.ts";
import { MAX_PROMPTS } from "../../../../shared/limits.ts";
import type { QueuedTurn } from "../../../../shared/protocol/turns.ts";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { formatMoney } from "../../../ui/format.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { merge as mergeIcon, steer as steerIcon } from "../../../ui/later-icons.ts";
import { mayStop } from "../answer/may-stop.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-queue.ts";
import "./queue.css";

/** The prompts that are waiting for an agent, visible to all members. */
export default function Queue() {
  const room = useRoom();
  // The list holds ids: a turn that moves becomes a new object, and its buttons must keep the focus.
  const turns = createMemo(() => room.queue().map(({ turn }) => turn));
  const find = (id: TurnId) => room.queue().find(({ turn }) => turn === id);
  return (
    // A press keeps the focus in the text: otherwise the composer would shrink on a phone, and the press would miss its button.
    <section class="queue" aria-label={t("title")} onMouseDown={(event) => event.preventDefault()}>
      <h2 class="queue__title">{t("waiting", { count: turns().length })}</h2>
      <ol class="plain queue__list">
        <For each={turns()}>
          {(id) => <Show when={find(id)}>{(turn) => <QueueItem turn={turn()} />}</Show>}
        </For>
      </ol>
    </section>
  );
}

function QueueItem(props: { turn: QueuedTurn }) {
  const room = useRoom();
  /** The turns that are waiting for the same agent, in order. */
  const line = createMemo(() => room.queue().filter(({ agent }) => agent === props.turn.agent));
  const at = () => line().findIndex(({ turn }) => turn === props.turn.turn);
  const before = () => line()[at() - 1];
  const asker = () => (props.turn.asker === room.me ? t("you") : room.distinctNameOf(props.turn.asker));
  const begin = () => {
    const message = room.messages().find(({ seq }) => seq === props.turn.prompts[0]);
    return message === undefined ? t("earlier") : messageExcerpt(message.text, message.attachments);
  };
  const several = () => room.agents().length > 1;
  const fits = () => (before()?.prompts.length ?? 0) + props.turn.prompts.length <= MAX_PROMPTS;
  const what = () => (props.turn.asker === room.me ? t("yourQuestion") : t("questionOf", { name: asker() }));

  const attempt = (work: () => Promise<void>) => () => void room.attempt(work);
  function up(): Promise<void> {
    return room.room.move(props.turn.turn, before()?.turn ?? null);
  }
  function down(): Promise<void> {
    return room.room.move(props.turn.turn, line()[at() + 2]?.turn ?? null);
  }
  async function merge(): Promise<void> {
    const into = before();
    if (into !== undefined) await room.room.merge(props.turn.turn, into.turn);
  }
  /** The answer of the same agent that is running; it takes the prompt in at its next step. */
  const running = () =>
    room
      .messages()
      .findLast(({ author, answer }) => author === props.turn.agent && answer?.state === "running")?.answer;
  async function steer(): Promise<void> {
    const into = running()?.turn;
    if (into !== undefined) await room.room.merge(props.turn.turn, into);
  }
  return (
    <li class="queue__item">
      <button
        type="button"
        class="queue__text one-line"
        dir="auto"
        onClick={() => room.jump.to(props.turn.prompts[0] ?? 0)}
      >
        <span class="queue__asker name">{asker()}</span>
        <Show when={several()}>
          {" → "}
          <span class="name">{room.distinctNameOf(props.turn.agent)}</span>
        </Show>
        : {begin()}
        <Show when={props.turn.prompts.length > 1}> (+{props.turn.prompts.length - 1})</Show>
      </button>
      <Show when={props.turn.estimate}>
        {(cost) => (
          <span class="queue__cost" title={t("estimate")}>
            <span class="visually-hidden">{t("estimate")}: </span>
            {t("about", { cost: formatMoney(cost()) })}
          </span>
        )}
      </Show>
      <Show when={room.may("steer")}>
        <IconButton
          icon={steerIcon}
          size={16}
          label={t("steerNamed", { what: what() })}
          title={t("steer")}
          disabled={running() === undefined}
          onClick={attempt(steer)}
        />
        <IconButton
          icon="up"
          size={16}
          label={t("moveUp", { what: what() })}
          title={t("up")}
          disabled={at() === 0}
          onClick={attempt(up)}
        />
        <IconButton
          icon="down"
          size={16}
          label={t("moveDown", { what: what() })}
          title={t("down")}
          disabled={at() === line().length - 1}
          onClick={attempt(down)}
        />
        <IconButton
          icon={mergeIcon}
          size={16}
          label={t("mergeNamed", { what: what() })}
          title={t("merge")}
          disabled={at() === 0 || !fits()}
          onClick={attempt(merge)}
        />
      </Show>
      <Show when={mayStop(room, props.turn)}>
        <IconButton
          icon="close"
          size={16}
          label={t("dropNamed", { what: what() })}
          title={t("drop")}
          onClick={attempt(() => room.room.stop(props.turn.turn))}
        />
      </Show>
    </li>
  );
}
