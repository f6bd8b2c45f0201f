import type { UserId } from "../../../shared/ids.ts";
import type { ToolAnswer } from "../contract/tool.ts";

/** What a tool answers if somebody has joined while it searched, who perhaps may not read all of what it has found. Null: nobody has. */
export function ifJoined(readers: readonly UserId[], people: () => readonly UserId[]): ToolAnswer | null {
  const isRead = people().every((user) => readers.includes(user));
  return isRead ? null : { ok: false, result: "Somebody has joined meanwhile. Call the tool again." };
}
