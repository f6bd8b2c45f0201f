import { formatDay } from "../../../ui/format.ts";
import { now } from "../../now.ts";
import { useRoom } from "../room-context.tsx";
import { SampleStarter } from "../sample-starter.tsx";
import { Starters } from "../starters.tsx";

export function DayLine(props: { day: number }) {
  return (
    <div class="day-line">
      <time dateTime={new Date(props.day).toLocaleDateString("sv")}>{formatDay(props.day, now())}</time>
    </div>
  );
}

export function UnreadLine() {
  return (
    <div class="unread-line">
      <span>New messages</span>
    </div>
  );
}

export function StartOfRoom() {
  const room = useRoom();
  const withAgent = () => room.agents().length > 0;
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
      <Starters />
      <SampleStarter />
    </div>
  );
}
