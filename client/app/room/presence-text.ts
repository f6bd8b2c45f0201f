import type { PersonPresence } from "../../../shared/protocol/frames.ts";
import { formatDay, formatTime } from "../../ui/format.ts";

export function presenceText(presence: PersonPresence | undefined, now: number): string {
  if (presence?.state === "active") return "Active now";
  if (presence?.state === "idle") return "Away";
  const seen = presence?.lastSeen;
  return seen === undefined ? "Offline" : `Last here ${formatDay(seen, now)}, ${formatTime(seen)}`;
}
