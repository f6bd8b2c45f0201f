import type { Agent } from "../../../shared/api.ts";
import { variablesIn, variableValues, type VariableValues } from "../../../shared/instructions.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findOrganizationName } from "../../directory/organizations.ts";
import { findSpokenTo } from "../../directory/spoken-to.ts";
import type { Attempt } from "../contract/attempt.ts";

/** What stands for the variables in the agent's instructions. Reads what they use and nothing else. */
export async function loadValues(
  env: Env,
  { organization, room, asker }: Pick<Attempt, "organization" | "room" | "asker">,
  { name, instructions }: Pick<Agent, "name" | "instructions">,
  now: number,
): Promise<VariableValues> {
  const used = variablesIn(instructions);
  const directory = openDirectory(env.DB);
  const isSpokenTo = used.has("person.name") || used.has("language");
  const [called, person] = await Promise.all([
    used.has("organization.name") ? findOrganizationName(directory, organization) : null,
    isSpokenTo ? findSpokenTo(directory, organization, asker) : null,
  ]);
  return variableValues({
    ...{ person: person?.name ?? "", language: person?.language ?? null },
    ...{ organization: called ?? "", room: room.name, agent: name, now },
  });
}
