import type { UserId } from "../../../shared/ids.ts";
import { findPeople } from "../../parts/contexts/people-context.ts";
import { useRoom } from "./room-context.tsx";

/**
 * Asks the AI of this room. In rooms where people talk with each other, it mentions an agent by name: the one that is wanted, else the
 * organization's standard agent.
 */
export function createAskAgent(): (question: string, wanted?: UserId) => void {
  const room = useRoom();
  const people = findPeople();
  return (question, wanted) => {
    const standard = people?.agents()?.find(({ isDefault }) => isDefault)?.id;
    const find = (id: string | undefined) => room.agents().find(({ user }) => user === id);
    const agent = find(wanted) ?? find(standard) ?? room.agents()[0];
    const isGroup = room.view().room.kind === "group" || (wanted !== undefined && room.agents().length > 1);
    void room.attempt(() =>
      room.room.send(
        agent && isGroup
          ? {
              text: `@${agent.name} ${question}`,
              mentionRanges: [{ start: 0, length: agent.name.length + 1, user: agent.user }],
            }
          : { text: question },
      ),
    );
  };
}
