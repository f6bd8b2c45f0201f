import type { PersonPresence } from "../../../shared/protocol/frames.ts";
import { formatDay, formatTime } from "../../ui/format.ts";
import { t } from "../../words/room.ts";

export function presenceText(presence: PersonPresence | undefined, now: number): string {
  if (presence?.state === "active") return t("activeNow");
  if (presence?.state === "idle") return t("away");
  const seen = presence?.lastSeen;
  return seen === undefined
    ? t("offline")
    : t("lastHere", { day: formatDay(seen, now), time: formatTime(seen) });
}
