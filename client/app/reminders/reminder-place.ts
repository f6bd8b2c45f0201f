import type { OrganizationId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { Reminder } from "../../sdk/reminders/types.ts";
import { t } from "../../words/reminders.ts";

/** The page that a reminder leads to; null if it is about its own text. */
export function placeOf({ about }: Reminder, organization: OrganizationId): string | null {
  if (about.type === "none") return null;
  return `/${organization}/${about.room}${about.type === "message" ? `#m${about.seq}` : ""}`;
}

/** What a reminder is called: its text, or why there is none. */
export function titleOf({ about, text }: Reminder, entries: readonly InboxEntry[] | null): string {
  if (text !== "") return text;
  return about.type === "room" ? t("room", { room: roomName(about, entries) }) : t("deleted");
}

/** The name of the conversation that a reminder is about, as the list has it. */
export function roomOf({ about }: Reminder, entries: readonly InboxEntry[] | null): string | null {
  return about.type === "none" ? null : roomName(about, entries);
}

function roomName({ room }: { room: string }, entries: readonly InboxEntry[] | null): string {
  const entry = entries?.find((one) => one.room === room);
  return entry?.peer?.name ?? entry?.name ?? t("aConversation");
}
