import { createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { RoomKind } from "../../../../shared/permissions.ts";
import { formatDay } from "../../../ui/format.ts";
import { now } from "../../../parts/lib/now.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { useRoom } from "../room-context.tsx";
import { createAskAgent } from "../ask-agent.ts";
import { t } from "../../../words/room.ts";

// Loaded for rooms without messages.
const SuggestedPrompts = lazyPart(() => import("../suggested-prompts.tsx"));

// Loaded on demand.
const CatchUpDialog = lazyPart(() => import("../catch-up/catch-up-dialog.tsx"));

export function DayLine(props: { day: number }) {
  return (
    <div class="day-line">
      <time dateTime={new Date(props.day).toLocaleDateString("sv")}>{formatDay(props.day, now())}</time>
    </div>
  );
}

/** From this number of new messages on, a summary is offered. They fill more than one screen. */
const MUCH = 15;

/** `first`: the first new message. With many new messages, the line offers a summary by the AI. */
export function UnreadLine(props: { first: Seq }) {
  const room = useRoom();
  const [since, setSince] = createSignal<Seq>();
  const isMuch = () => room.messages().filter(({ seq }) => seq >= props.first).length >= MUCH;
  return (
    <div class="unread-line">
      <span>{t("newMessages")}</span>
      <Show when={isMuch() && room.agents().length > 0}>
        <button type="button" class="link-button" onClick={() => setSince(props.first - 1)}>
          {t("whatDidIMiss")}
        </button>
      </Show>
      <Show when={since() !== undefined}>
        <CatchUpDialog since={since() ?? 0} onClose={() => setSince(undefined)} />
      </Show>
    </div>
  );
}

export function StartOfRoom() {
  const room = useRoom();
  const ask = createAskAgent();
  const withAgent = () => room.agents().length > 0;
  function startOf(kind: RoomKind) {
    switch (kind) {
      case "direct":
        return withAgent() ? "startWithAi" : "startOfTwo";
      case "session":
        return "startOfSession";
      case "support":
        return "startOfSupport";
      case "group":
        return "startOfGroup";
    }
  }
  const isEmpty = () => room.messages().length === 0;
  const isAnswered = () => room.messages().some(({ answer }) => answer !== undefined);
  return (
    <div class="room-start">
      <h2 class="room-start__title name" dir="auto">
        {room.title()}
      </h2>
      <p>{t(startOf(room.view().room.kind))}</p>
      <SuggestedPrompts />
      <Show when={withAgent() && room.may("write") && room.panels?.starters}>
        {(starters) => (
          <Dynamic
            component={starters()}
            room={room.room.id}
            isEmpty={isEmpty()}
            isAnswered={isAnswered()}
            onAsk={ask}
            onWrite={(text: string) => {
              room.draft.set(text);
              room.focusComposer.now();
            }}
          />
        )}
      </Show>
    </div>
  );
}
