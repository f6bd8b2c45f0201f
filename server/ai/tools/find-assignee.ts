import { isUserId, type UserId } from "../../../shared/ids.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { ToolCall } from "../contract/tool.ts";

const PAGE = 200;

/** The person of the room with this name or first name. */
export async function findAssignee(
  name: string,
  { env, room, asker }: ToolCall,
): Promise<{ user: UserId } | { problem: string }> {
  if (room === null) return { problem: "Outside of a room, a task is for who asks." };
  const wanted = name.trim().replace(/^@/, "").toLowerCase();
  if (wanted === "me") return { user: asker };
  const found: UserId[] = [];
  let after: UserId | null = null;
  do {
    const page = await roomStub(env, room.id).members(asker, after, PAGE);
    if (page === null || "refused" in page) return { problem: "The people of this room cannot be read now." };
    for (const { user, name: known } of page.items) {
      const names = [known.toLowerCase(), known.toLowerCase().split(" ")[0]];
      if (isUserId(user) && names.includes(wanted)) found.push(user);
    }
    after = page.next;
  } while (after !== null);
  const [only, ...others] = found;
  if (only === undefined) return { problem: "Nobody in this room has that name. Nothing was changed." };
  if (others.length > 0) return { problem: "Several people in this room have that name. Use the full name." };
  return { user: only };
}
