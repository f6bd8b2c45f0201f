import { findPeople } from "../../parts/contexts/people-context.ts";
import { useRoom } from "./room-context.tsx";

/**
 * Asks the AI of this room. In rooms where people talk with each other, it mentions an agent by name; it prefers the organization's
 * standard agent.
 */
export function createAskAgent(): (question: string) => void {
  const room = useRoom();
  const people = findPeople();
  return (question) => {
    const standard = people?.agents()?.find(({ isDefault }) => isDefault)?.id;
    const agent = room.agents().find(({ user }) => user === standard) ?? room.agents()[0];
    const isGroup = room.view().room.kind === "group";
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
