/** What a client of OpenAI's protocol may name as a model: an agent, by its handle or id, or a model that the default agent then uses. */
import { isAgentId, type AgentId } from "../../../shared/ids.ts";
import { isOfferedModel, offeredModels, ownModelOf } from "../../ai/model/models.ts";
import type { Env } from "../../bindings/env.ts";
import { listAgents } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listHandles } from "../../directory/handles.ts";
import type { ChatCall } from "../chat/chat-session.ts";
import { noSuchModel } from "./problem-answer.ts";

export interface NamedModel {
  /** Null: the default agent. */
  agent: AgentId | null;
  /** Null: the agent's own. */
  model: string | null;
}

export async function findModel({ env, organization }: ChatCall, name: string): Promise<NamedModel> {
  const directory = openDirectory(env.DB);
  const agents = new Set((await listAgents(directory, organization.id)).map(({ id }) => id));
  if (isAgentId(name) && agents.has(name)) return { agent: name, model: null };
  const handles = await listHandles(directory, organization.id);
  const held = handles.find(({ id, handle }) => handle === name && isAgentId(id) && agents.has(id));
  if (held !== undefined && isAgentId(held.id)) return { agent: held.id, model: null };
  if (isOfferedModel(env, name)) return { agent: null, model: name === "auto" ? null : name };
  throw noSuchModel(`There is no model "${name}" here. GET /v1/models lists them.`);
}

interface ListedModel {
  id: string;
  object: "model";
  created: number;
  owned_by: string;
}

export async function listModels({ env, organization }: ChatCall): Promise<ListedModel[]> {
  const directory = openDirectory(env.DB);
  const handles = new Map(
    (await listHandles(directory, organization.id)).map(({ id, handle }) => [id as string, handle]),
  );
  const agents = await listAgents(directory, organization.id);
  return [
    ...agents.map(({ id }) => listed(handles.get(id) ?? id, organization.name)),
    ...[...modelsOf(env), env.EMBEDDING_MODEL].map((id) => listed(id, "parley")),
  ];
}

const modelsOf = (env: Env): string[] => offeredModels(env.AI_GATEWAY, ownModelOf(env)).map(({ id }) => id);

/** When a model was made is not known here, and the protocol wants a number. */
const listed = (id: string, owner: string): ListedModel => ({
  id,
  object: "model",
  created: 0,
  owned_by: owner,
});
