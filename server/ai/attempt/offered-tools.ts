import type { Agent } from "../../../shared/api.ts";
import { isAgentId } from "../../../shared/ids.ts";
import type { Capability } from "../../../shared/permissions.ts";
import type { Attempt, AttemptPorts, ContextMessage } from "../contract/attempt.ts";
import type { Tool, ToolPlace } from "../contract/tool.ts";

/** The tools of this agent that may be called here for who asks. */
export function offeredTools(
  all: readonly Tool[],
  { tools: chosen }: Pick<Agent, "tools">,
  place: ToolPlace,
  may: (needs: Capability) => boolean,
): Tool[] {
  return all.filter(
    ({ name, needs, isOffered }) =>
      (chosen === null || chosen.includes(name)) && may(needs) && (isOffered?.(place) ?? true),
  );
}

/** `given`: the messages that the model is given. */
export function placeOf(
  { organization, room: { id, kind }, asker }: Attempt,
  { people }: AttemptPorts,
  given: () => readonly ContextMessage[],
): ToolPlace {
  return {
    ...{ organization, room: { id, kind }, asker, people },
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
