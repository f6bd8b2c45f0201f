import { assertNever } from "../../../../shared/assert-never.ts";
import { DELETED_ACCOUNT } from "../../../../shared/account.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { Notice } from "../../../../shared/protocol/events.ts";
import { formatTime, isolated } from "../../../ui/format.ts";
import { useRoom } from "../room-context.tsx";
import { roleNames } from "../people/role-names.ts";

export function NoticeLine(props: { notice: Notice }) {
  const room = useRoom();
  return (
    <p class="notice" data-seq={props.notice.seq}>
      {sentence(props.notice, room.me, room.distinctNameOf)} <time>{formatTime(props.notice.at)}</time>
    </p>
  );
}

function sentence(notice: Notice, me: UserId, nameOf: (user: UserId) => string): string {
  const by = notice.by === me ? "You" : isolated(nameOf(notice.by));
  const object = (user: UserId) => (user === me ? "you" : isolated(nameOf(user)));
  switch (notice.type) {
    case "room.created":
      return `${by} started this conversation.`;
    case "room.renamed":
      return `${by} renamed it to “${isolated(notice.name)}”.`;
    case "member.added":
      return notice.by === notice.user ? `${by} joined.` : `${by} added ${object(notice.user)}.`;
    case "member.left":
      return `${by} left.`;
    case "member.removed":
      return `${by} removed ${object(notice.user)}.`;
    case "member.renamed":
      return notice.name === DELETED_ACCOUNT
        ? "Somebody deleted their account. Their messages stay."
        : `${by} changed ${notice.by === me ? "your" : "their"} name.`;
    case "member.role":
      // The organization has changed the role, and nobody in the room.
      if (notice.by === notice.user)
        return `${by} ${by === "You" ? "are" : "is"} now ${roleNames[notice.role].article}.`;
      return `${by} made ${object(notice.user)} ${roleNames[notice.role].article}.`;
    case "takeover.begun":
      return `${by} took over. AI does not answer until they hand back.`;
    case "takeover.ended":
      return `${by} handed back to AI.`;
    default:
      return assertNever(notice);
  }
}
