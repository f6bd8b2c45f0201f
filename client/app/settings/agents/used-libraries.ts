import type { Agent } from "../../../../shared/api.ts";
import type { AgentId } from "../../../../shared/ids.ts";
import type { Library } from "../../../../shared/knowledge.ts";

/** Whether a library allows an agent. Null: one that is not created yet. */
export const allows = ({ agents }: Library, agent: AgentId | null): boolean =>
  agents === "all" || (agent !== null && agents.includes(agent));

/** The libraries from which an agent answers. */
export const usedLibraries = (
  { id, libraries: chosen }: Pick<Agent, "id" | "libraries">,
  libraries: readonly Library[],
): Library[] =>
  libraries.filter((library) => allows(library, id) && (chosen === null || chosen.includes(library.id)));
