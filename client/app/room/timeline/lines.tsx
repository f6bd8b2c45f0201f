import { createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { formatDay } from "../../../ui/format.ts";
import { now } from "../../../parts/lib/now.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { useRoom } from "../room-context.tsx";
import { createAskAgent } from "../ask-agent.ts";

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
      <span>New messages</span>
      <Show when={isMuch() && room.agents().length > 0}>
        <button type="button" class="link-button" onClick={() => setSince(props.first - 1)}>
          What did I miss?
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
  const isEmpty = () => room.messages().length === 0;
  const isAnswered = () => room.messages().some(({ answer }) => answer !== undefined);
  return (
    <div class="room-start">
      <h2 class="room-start__title name" dir="auto">
        {room.title()}
      </h2>
      <p>
        {room.view().room.kind === "direct"
          ? withAgent()
            ? "This is the beginning of your conversation with an AI. Only you can read it."
            : "This is the beginning of your conversation. Only the two of you can read it."
          : `This is the beginning of this ${room.view().room.kind === "session" ? "session" : "group"}.`}
      </p>
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
