import { findPeople } from "../../parts/contexts/people-context.ts";
import { useRoom } from "./room-context.tsx";

/** Asks the room's AI: by its name where people talk among themselves, the organization's standard one if it is there. */
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
          ? { text: `@${agent.name} ${question}`, mentions: [agent.user] }
          : { text: question },
      ),
    );
  };
}
