import type { Presence } from "../../../shared/protocol/frames.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { findPeople, standardFace } from "../contexts/people-context.ts";

/**
 * The picture or initials of a person, or the emoji of an agent. An agent has no presence, because it is always available. A bot is there
 * or not, and never away.
 */
export function MemberAvatar(props: {
  user: string;
  name: string;
  size?: "s" | "m" | "l";
  presence?: Presence | undefined;
}) {
  const people = findPeople();
  const faceOf = people?.faceOf ?? standardFace;
  const face = () => faceOf(props.user);
  const presence = () =>
    people?.isBot(props.user) && props.presence !== "active" ? undefined : props.presence;
  return (
    <Avatar
      seed={props.user}
      name={props.name}
      size={props.size ?? "m"}
      face={face()}
      picture={people?.pictureOf(props.user)}
      presence={face() === undefined ? presence() : undefined}
    />
  );
}
