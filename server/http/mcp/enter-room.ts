import type { Capability } from "../../../shared/permissions.ts";
import { notFound } from "../../problems/problem.ts";
import { accessChecks, findMyRoom } from "../access.ts";
import type { InRoom } from "../in-room.ts";
import type { McpCaller } from "./mcp-tool.ts";

/** Enters a room as the routes of rooms do. If the caller is no member, the answer is the same as for a missing room. */
export async function enterRoom(
  { env, principal, organization }: McpCaller,
  id: string,
  needs: Capability,
): Promise<InRoom> {
  const found = await findMyRoom(env, organization.id, principal.user, id);
  if (found === null) throw notFound();
  const entered = { principal, organization, ...found };
  accessChecks.room.assertAllowed(entered, needs);
  return { env, ...entered };
}
