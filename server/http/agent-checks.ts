/** What an agent may be made of. */
import type { Agent } from "../../shared/api.ts";
import { isAgentId, type LibraryId, type OrganizationId } from "../../shared/ids.ts";
import { variableProblem } from "../../shared/instructions.ts";
import { MAX_INSTRUCTION_VARIABLES } from "../../shared/limits.ts";
import { isOfferedModel } from "../ai/model/models.ts";
import { namesOfTools } from "../ai/mcp/tools-of-servers.ts";
import { tools } from "../ai/tools/index.ts";
import type { Env } from "../bindings/env.ts";
import { findAgent } from "../directory/agents.ts";
import { openDirectory } from "../directory/directory.ts";
import { isNameOfApp, isNameOfPerson } from "../directory/reserved-names.ts";
import { listedLibraries, type Reader } from "../knowledge/libraries/libraries.ts";
import { notFound, Problem } from "../problems/problem.ts";

export async function loadAgent(env: Env, organization: OrganizationId, id: string): Promise<Agent> {
  const agent = isAgentId(id) ? await findAgent(env.DB, organization, id) : null;
  if (agent === null) throw notFound();
  return agent;
}

type Made = Pick<Agent, "name" | "instructions" | "model" | "tools" | "libraries">;

/** Refuses what cannot be. `before`: what the agent has already, which it may keep, also if it is gone meanwhile. */
export async function assertPossible(
  env: Env,
  reader: Reader,
  made: { [Field in keyof Made]?: Made[Field] | undefined },
  before?: Made,
): Promise<void> {
  if (made.model !== undefined && made.model !== before?.model) assertOffered(env, made.model);
  if (made.instructions !== undefined && made.instructions !== before?.instructions)
    assertInstructions(made.instructions);
  await assertTools(env, reader.organization, made.tools ?? [], before?.tools ?? []);
  await assertLibraries(env, reader, made.libraries ?? [], before?.libraries ?? []);
  if (made.name !== undefined && made.name !== before?.name)
    await assertNameIsFree(env, reader.organization, made.name);
}

/** Refuses a model that is not offered. The list of models depends on the gateway. */
function assertOffered(env: Env, model: string): void {
  if (!isOfferedModel(env, model)) throw new Problem("bad_type", "There is no such model here.");
}

function assertInstructions(instructions: string): void {
  const problem = variableProblem(instructions);
  if (problem === null) return;
  const where = `line ${problem.line}, character ${problem.column}`;
  throw new Problem(
    "bad_type",
    problem.type === "unknown"
      ? `The instructions have a variable that there is not, at ${where}.`
      : `The instructions have more than ${MAX_INSTRUCTION_VARIABLES} variables, at ${where}.`,
  );
}

async function assertTools(
  env: Env,
  organization: OrganizationId,
  names: readonly string[],
  before: readonly string[],
): Promise<void> {
  const others = names.filter((name) => !before.includes(name));
  const known = await knownTools(env, organization, others);
  const unknown = others.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem("bad_type", `There is no tool ${unknown}.`);
}

/** Those of these that there are. */
export async function knownTools(
  env: Env,
  organization: OrganizationId,
  names: readonly string[],
): Promise<string[]> {
  const own = tools.map(({ name }) => name);
  const isElsewhere = names.some((name) => !own.includes(name));
  const known = isElsewhere ? [...own, ...(await namesOfTools(env, organization))] : own;
  return names.filter((name) => known.includes(name));
}

/** A library that the caller may not read is as if there were none. */
async function assertLibraries(
  env: Env,
  reader: Reader,
  ids: readonly LibraryId[],
  before: readonly LibraryId[],
): Promise<void> {
  const others = ids.filter((id) => !before.includes(id));
  if (others.length === 0) return;
  const readable = await listedLibraries(env.DB, reader);
  if (others.some((id) => !readable.includes(id))) throw new Problem("bad_type", "There is no such library.");
}

/** Refuses a name that looks like that of a person here or of the app. Two agents may have one name; their handles tell them apart. */
async function assertNameIsFree(env: Env, organization: OrganizationId, name: string): Promise<void> {
  if (isNameOfApp(name, "agent")) throw new Problem("conflict", "This name is reserved. Choose another one.");
  if (!(await isNameFree(env, organization, name)))
    throw new Problem("conflict", "A person here has this name or a very similar one. Choose another name.");
}

export async function isNameFree(env: Env, organization: OrganizationId, name: string): Promise<boolean> {
  if (isNameOfApp(name, "agent")) return false;
  return !(await isNameOfPerson(openDirectory(env.DB), organization, name));
}
