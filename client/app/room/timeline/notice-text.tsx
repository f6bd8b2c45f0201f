import { assertNever } from "../../../../shared/assert-never.ts";
import { DELETED_ACCOUNT } from "../../../../shared/account.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { Notice } from "../../../../shared/protocol/events.ts";
import { RATING_STEPS } from "../../../../shared/rating.ts";
import type { ToolPolicy } from "../../../../shared/tool-policy.ts";
import { formatTime, isolated } from "../../../ui/format.ts";
import { roleInText } from "../people/role-in-text.ts";
import { t } from "../../../words/room.ts";
import { toolName } from "../../../parts/tools/tool-words.ts";

/** A change of the room as a line. It needs no room, so that it can stand in other logs too. */
export function NoticeText(props: { notice: Notice; me: UserId; nameOf: (user: UserId) => string }) {
  return (
    <p class="notice" data-seq={props.notice.seq}>
      {sentence(props.notice, props.me, props.nameOf)} <time>{formatTime(props.notice.at)}</time>
    </p>
  );
}

const policyWords = {
  nobody: "neverAsks",
  anyone: "alwaysAsks",
  notAsker: "asksOthers",
  once: "asksOnce",
} as const satisfies Record<ToolPolicy, string>;

function sentence(notice: Notice, me: UserId, nameOf: (user: UserId) => string): string {
  const isMine = notice.by === me;
  const by = isolated(nameOf(notice.by));
  switch (notice.type) {
    case "room.created":
      return isMine ? t("youStarted") : t("started", { by });
    case "room.renamed": {
      const name = isolated(notice.name);
      return isMine ? t("youRenamed", { name }) : t("renamed", { by, name });
    }
    case "member.added":
      if (notice.by === notice.user) return isMine ? t("youJoined") : t("joined", { by });
      if (notice.user === me) return t("addedYou", { by });
      return isMine ? t("youAdded", { name: other(notice) }) : t("added", { by, name: other(notice) });
    case "member.left":
      return isMine ? t("youLeft") : t("left", { by });
    case "member.removed":
      if (notice.user === me) return t("removedYou", { by });
      return isMine ? t("youRemoved", { name: other(notice) }) : t("removed", { by, name: other(notice) });
    case "member.renamed":
      if (notice.name === DELETED_ACCOUNT) return t("accountDeleted");
      return isMine ? t("youChangedName") : t("changedName", { by });
    case "member.role": {
      const role = roleInText(notice.role);
      // The organization has changed the role, and nobody in the room.
      if (notice.by === notice.user) return isMine ? t("youAre", { role }) : t("is", { by, role });
      if (notice.user === me) return t("madeYou", { by, role });
      const name = other(notice);
      return isMine ? t("youMade", { name, role }) : t("made", { by, name, role });
    }
    case "takeover.begun":
      return isMine ? t("youTookOver") : t("tookOver", { by });
    case "takeover.ended":
      return isMine ? t("youHandedBack") : t("handedBack", { by });
    case "tool.policy": {
      const [tool, policy] = [toolName(notice.tool), t(policyWords[notice.policy])];
      return isMine ? t("youSetPolicy", { tool, policy }) : t("setPolicy", { by, tool, policy });
    }
    case "support.requested":
      return isMine ? t("youAskedForPerson") : t("askedForPerson", { by });
    case "support.withdrawn":
      return isMine ? t("youStoppedWaiting") : t("stoppedWaiting", { by });
    case "support.closed":
      return isMine ? t("youClosed") : t("closed", { by });
    case "support.reopened":
      return isMine ? t("youReopened") : t("reopened", { by });
    case "support.rated":
      return notice.step === null
        ? t("didNotRate", { by })
        : t("rated", { by, step: notice.step, most: RATING_STEPS.length });
    default:
      return assertNever(notice);
  }

  function other({ user }: { user: UserId }): string {
    return isolated(nameOf(user));
  }
}
