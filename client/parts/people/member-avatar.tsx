import type { Presence } from "../../../shared/protocol/frames.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { findPeople, standardFace } from "../contexts/people-context.ts";

/** The avatar of a person, or the emoji of an agent. An agent has no presence, because it is always available. */
export function MemberAvatar(props: {
  user: string;
  name: string;
  size?: "s" | "m" | "l";
  presence?: Presence | undefined;
}) {
  const faceOf = findPeople()?.faceOf ?? standardFace;
  const face = () => faceOf(props.user);
  return (
    <Avatar
      seed={props.user}
      name={props.name}
      size={props.size ?? "m"}
      face={face()}
      presence={face() === undefined ? props.presence : undefined}
    />
  );
}
