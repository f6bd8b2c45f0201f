import type { Agent } from "../../../shared/api.ts";
import { isAgentId } from "../../../shared/ids.ts";
import { ALL_SCOPES, type Capability } from "../../../shared/permissions.ts";
import { MAX_TOOL_TOKENS } from "../../../shared/limits.ts";
import type { Attempt, AttemptPorts, ContextMessage } from "../contract/attempt.ts";
import { tokensOfTools } from "../prompt/tools.ts";
import type { Tool, ToolPlace } from "../contract/tool.ts";

/** The tools of this agent that may be called here for who asks. Without memory, it can neither read nor change any. */
export function offeredTools(
  all: readonly Tool[],
  { tools: chosen, memory }: Pick<Agent, "tools" | "memory">,
  place: ToolPlace,
  may: (needs: Capability) => boolean,
): Tool[] {
  return all.filter(
    ({ name, needs, touches, isOffered }) =>
      (chosen === null || chosen.includes(name)) &&
      (memory || touches !== "memory") &&
      may(needs) &&
      (isOffered?.(place) ?? true),
  );
}

/**
 * As many of the first tools as take at most MAX_TOOL_TOKENS, and a quarter of what the model can read. `context`: tokens; null if it has not
 * shown a limit.
 */
export function fitTools(tools: Tool[], context: number | null): Tool[] {
  const most = Math.min(MAX_TOOL_TOKENS, (context ?? Infinity) / 4);
  let tokens = 0;
  const over = tools.findIndex((tool) => {
    tokens += tokensOfTools([tool], []);
    return tokens > most;
  });
  return over < 0 ? tools : tools.slice(0, over);
}

/** `given`: the messages that the model is given. */
export function placeOf(
  { organization, room: { id, kind }, asker }: Attempt,
  { libraries }: Pick<Agent, "libraries">,
  { people }: AttemptPorts,
  given: () => readonly ContextMessage[],
): ToolPlace {
  return {
    ...{ organization, room: { id, kind }, asker, scopes: ALL_SCOPES, libraries, people },
    isWritten: (text) =>
      given().some(({ author, text: said }) => !isAgentId(author.id) && wordsOf(said).includes(text)),
  };
}

/** The parts of a text between spaces, without what surrounds an address in a sentence or in Markdown. */
function wordsOf(text: string): string[] {
  return text
    .split(/[\s<>"'`|()[\]{}]+/u)
    .flatMap((word) => [word, word.replace(/[.,;:!?*_~…。，、！？]+$/u, "")]);
}
