import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { findScheduled } from "../../../parts/scheduled/scheduled-context.ts";
import { t } from "../../../words/room-threads.ts";
import Composer from "../composer/composer.tsx";
import { takeTyping } from "../composer/take-typing.ts";
import { Problem } from "../problem.tsx";
import { type OpenedThread, useRoom } from "../room-context.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { TypingLine } from "../typing-line.tsx";

const AloudBar = lazyPart(() => import("../aloud/aloud-bar.tsx"));
const RoomTaskDialog = lazyPart(() => import("../tasks/room-task-dialog.tsx"));
const ScheduledLine = lazyPart(() => import("../scheduled/scheduled-line.tsx"));
const Queue = lazyPart(() => import("../queue/queue.tsx"));

/** The messages of a thread, and the field to reply in it. */
export function ThreadConversation(props: { thread: OpenedThread }) {
  const room = useRoom();
  const [alsoRoom, setAlsoRoom] = createSignal(false);
  takeTyping(room);
  // The thread is open already when another message of it is asked for.
  createEffect(
    on(
      () => props.thread,
      ({ at }) => at !== undefined && room.jump.to(at),
      { defer: true },
    ),
  );
  createEffect(() => {
    if (!props.thread.writes || !room.draft.isReady()) return;
    const frame = requestAnimationFrame(() => room.focusComposer.now());
    onCleanup(() => cancelAnimationFrame(frame));
  });
  /** It is said anew for each message. */
  function more(): { alsoRoom?: true } {
    const also = alsoRoom();
    setAlsoRoom(false);
    return also ? { alsoRoom: true } : {};
  }
  return (
    <>
      <Show when={room.askedTask()} keyed>
        {(asked) => <RoomTaskDialog asked={asked} onClose={() => room.askTask(null)} />}
      </Show>
      <Timeline />
      <div class="room__foot thread__foot">
        <TypingLine />
        <Show when={room.queue().length > 0}>
          <Queue />
        </Show>
        <Show when={room.aloud()} keyed>
          {(message) => <AloudBar message={message} onEnd={() => room.setAloud(null)} />}
        </Show>
        <Show when={findScheduled()}>{(context) => <ScheduledLine context={context()} />}</Show>
        <Problem />
        <Show when={room.mayPost() && room.draft.isReady()}>
          <Composer
            onTogether={() => undefined}
            placeholder={t("write")}
            more={more}
            below={
              <Show when={room.mayPost()}>
                <label class="thread__also">
                  <input
                    type="checkbox"
                    checked={alsoRoom()}
                    onChange={(event) => setAlsoRoom(event.currentTarget.checked)}
                  />{" "}
                  {t("alsoSend", { room: room.title() })}
                </label>
              </Show>
            }
          />
        </Show>
      </div>
    </>
  );
}
