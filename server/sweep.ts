import type { Env } from "./bindings/env.ts";
import { sweepKnowledge } from "./knowledge/ingest/sweep-knowledge.ts";
import { listUnwelcomed } from "./directory/agents.ts";
import { deleteOldHistories } from "./directory/chat-histories.ts";
import { deleteOldRequests } from "./directory/idempotent-requests.ts";
import { deleteOldAttempts } from "./directory/sign-in-attempts.ts";
import { deleteOldCountedTurns } from "./knowledge/records/count-cited.ts";
import { deleteOldLinks } from "./directory/account-links.ts";
import { deliverRename, listRenames } from "./directory/deliver-renames.ts";
import { deliverRevocations } from "./directory/deliver-revocations.ts";
import { openDirectory } from "./directory/directory.ts";
import { deleteOldMemoryRequests } from "./memory/forget-memories.ts";
import { listDeleted } from "./directory/delete-organization.ts";
import { sweepKeys } from "./directory/keys.ts";
import { listUntoldRoles } from "./directory/memberships.ts";
import { deleteOldCodes } from "./directory/oauth-grants.ts";
import { deleteOldRevocations } from "./directory/revocations.ts";
import { listUnready } from "./directory/rooms.ts";
import { deleteOldSessions } from "./directory/sessions.ts";
import { listSharesToEnd } from "./directory/shares.ts";
import { endShare, finishRoom, startDeletion, tellRole, welcomeAgent } from "./directory/object-calls.ts";
import { deleteOldSessions as deleteOldVisitorSessions } from "./directory/visitor-sessions.ts";
import { VISITOR_FORGOTTEN } from "../shared/limits.ts";
import { deleteOldDead } from "./notices/dead-notices.ts";
import { deleteOldTickets } from "./directory/tickets.ts";
import { deleteOldVersionRequests } from "./knowledge/records/versions.ts";

/** Maximum batches of revocations in one sweep: many sessions may expire on one day. */
const MAX_BATCHES = 10;

/** Finishes interrupted work and deletes expired data. Run by cron; every step may run at any time. */
export async function sweep(env: Env, now: number): Promise<void> {
  const directory = openDirectory(env.DB);
  await deleteOldSessions(directory, now);
  await deleteOldVisitorSessions(directory, { now, forgotten: VISITOR_FORGOTTEN });
  await sweepKeys(directory, now);
  await deleteOldCodes(directory, now);
  await deleteOldTickets(directory, now);
  await deleteOldLinks(directory, now);
  await deleteOldAttempts(directory, now);
  await deleteOldRequests(directory, now);
  await deleteOldHistories(directory, now);
  await deleteOldRevocations(directory, now);
  await deleteOldVersionRequests(directory, now);
  await deleteOldCountedTurns(directory, now);
  await deleteOldMemoryRequests(directory, now);
  await deleteOldDead(directory, now);
  for (let batch = 0; batch < MAX_BATCHES; batch++) if (!(await deliverRevocations(env, now))) break;
  for (const user of await listRenames(env, now)) await deliverRename(env, user, now);
  // Older than one minute, so that no request still works on it.
  await each(await listUnready(directory, now - 60_000), (room) => finishRoom(env, room, now));
  for (const untold of await listUntoldRoles(directory)) await each([untold], (one) => tellRole(env, one));
  await each(await listDeleted(directory), ({ id }) => startDeletion(env, id));
  await each(await listSharesToEnd(directory, now), (share) => endShare(env, share, now));
  await each(await listUnwelcomed(directory), (agent) => welcomeAgent(env, agent, now));
  await sweepKnowledge(env, now);
}

/** One unreachable object does not stop the others: the next sweep tries it again. */
async function each<Item>(items: Item[], finish: (item: Item) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(items.map(finish));
  for (const result of results)
    if (result.status === "rejected") console.error("sweep step failed", { reason: result.reason });
}
