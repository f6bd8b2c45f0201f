/** The sessions behind the chat protocols. Each is a room, so that whoever may watch sees it live. */
import type { OrganizationSummary } from "../../../shared/api.ts";
import { isAgentId, isRoomId, type AgentId } from "../../../shared/ids.ts";
import { UNNAMED_SESSION } from "../../../shared/limits.ts";
import { cleanName, excerptOf } from "../../../shared/text.ts";
import type { Env } from "../../bindings/env.ts";
import { findAgent, findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { finishRoom } from "../../directory/object-calls.ts";
import { countNewChat } from "../../directory/quotas.ts";
import { newId } from "../../directory/random-ids.ts";
import { createRoom, findRoomByKey, type RoomRow } from "../../directory/rooms.ts";
import { hashToken } from "../../directory/secrets.ts";
import type { Principal } from "../../principals/principal.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { findMyRoom } from "../access.ts";
import type { InRoom } from "../in-room.ts";

export interface ChatCall {
  env: Env;
  principal: Principal;
  organization: OrganizationSummary;
}

const MAX_CHAT_ID = 200;

/** A session of the caller's: by the room's id, or by the id that the client has given it. Not found if there is none. */
export async function findChat(call: ChatCall, id: string): Promise<InRoom> {
  const { env, principal, organization } = call;
  const directory = openDirectory(env.DB);
  const room = isRoomId(id) ? id : (await findRoomByKey(directory, await uniqueKeyOf(call, id)))?.id;
  const found = await findMyRoom(env, organization.id, principal.user, room);
  if (found?.room.kind !== "session") throw notFound();
  return { env, principal, organization, ...found };
}

interface AskedChat {
  /** A room's id names the session that there is. Any other id begins one the first time. Null: a session of its own. */
  id: string | null;
  /** Null: the organization's default agent. */
  agent: AgentId | null;
  /** The first message, from which the session gets its name. */
  about: string;
}

/** A session of the caller and one agent. */
export async function openChat(call: ChatCall, { id, agent, about }: AskedChat): Promise<InRoom> {
  if (isRoomId(id)) return findChat(call, id);
  const { env, principal, organization } = call;
  const directory = openDirectory(env.DB);
  const uniqueKey = id === null ? null : await uniqueKeyOf(call, id);
  const before = uniqueKey === null ? null : await findRoomByKey(directory, uniqueKey);
  const row = before ?? (await makeChat(call, agent, about, uniqueKey));
  if (row.readyAt === null) await finishRoom(env, row, Date.now());
  const found = await findMyRoom(env, organization.id, principal.user, row.id);
  // The person has left it.
  if (found === null) throw notFound();
  return { env, principal, organization, ...found };
}

async function makeChat(
  { env, principal, organization }: ChatCall,
  agent: AgentId | null,
  about: string,
  uniqueKey: string | null,
): Promise<RoomRow> {
  const directory = openDirectory(env.DB);
  await countNewChat(directory, { organization: organization.id, user: principal.user });
  const named = agent === null ? null : await findAgent(env.DB, organization.id, agent);
  if (agent !== null && named === null) throw noSuchAgent();
  const answering =
    named === null
      ? await findDefaultAgent(directory, organization.id)
      : { user: named.id, name: named.name };
  const spec = {
    id: newId("room"),
    organization: organization.id,
    kind: "session" as const,
    name: cleanName(excerptOf(about).replace(/\s+/g, " ")) ?? UNNAMED_SESSION,
    createdBy: principal.user,
    members: [
      { user: principal.user, name: principal.name, role: "owner" as const },
      { ...answering, role: "member" as const },
    ],
  };
  return createRoom(directory, spec, uniqueKey, Date.now());
}

/** A client chooses its ids freely, and each caller has its own. */
async function uniqueKeyOf({ organization, principal }: ChatCall, id: string): Promise<string> {
  if (id === "" || id.length > MAX_CHAT_ID)
    throw new Problem("bad_type", `The id of a chat has 1 to ${MAX_CHAT_ID} characters.`);
  return `chat:${organization.id}:${principal.user}:${await hashToken(id)}`;
}

/** `agent`: unchecked input. */
export function agentIdIn(agent: string | undefined): AgentId | null {
  if (agent === undefined) return null;
  if (!isAgentId(agent)) throw noSuchAgent();
  return agent;
}

const noSuchAgent = () => new Problem("not_found", "There is no such agent.");
