import { Match, Switch } from "solid-js";
import { assertNever } from "../../../../shared/assert-never.ts";
import { DELETED_ACCOUNT } from "../../../../shared/account.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { RoomLifeChange } from "./room-life-notice.tsx";
import type { Notice } from "../../../../shared/protocol/events.ts";
import { RATING_STEPS } from "../../../../shared/rating.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { formatTime, isolated } from "../../../ui/format.ts";
import { roleInText } from "../people/role-in-text.ts";
import { t } from "../../../words/room.ts";

// Few rooms have such lines, and the names of all tools come with one of them.
const PolicyNotice = lazyPart(() => import("./policy-notice.tsx"));
const RoomLifeNotice = lazyPart(() => import("./room-life-notice.tsx"));
const PromptPolicyNotice = lazyPart(() => import("./prompt-policy-notice.tsx"));

const isOfRoomLife = (notice: Notice): notice is RoomLifeChange =>
  notice.type === "room.topic" || notice.type === "room.posting" || notice.type === "room.visibility";

/** A change of the room as a line. It needs no room, so that it can stand in other logs too. */
export function NoticeText(props: { notice: Notice; me: UserId; nameOf: (user: UserId) => string }) {
  const byOf = ({ by }: Notice) => (by === props.me ? null : isolated(props.nameOf(by)));
  return (
    <p class="notice" data-seq={props.notice.seq}>
      <Switch fallback={sentence(props.notice, props.me, props.nameOf)}>
        <Match when={props.notice.type === "tool.policy" && props.notice}>
          {(notice) => <PolicyNotice notice={notice()} by={byOf(notice())} />}
        </Match>
        <Match when={props.notice.type === "prompt.policy" && props.notice}>
          {(notice) => <PromptPolicyNotice notice={notice()} by={byOf(notice())} />}
        </Match>
        <Match when={isOfRoomLife(props.notice) && props.notice}>
          {(notice) => <RoomLifeNotice notice={notice()} by={byOf(notice())} />}
        </Match>
      </Switch>{" "}
      <time>{formatTime(props.notice.at)}</time>
    </p>
  );
}

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
    case "tool.policy":
    case "prompt.policy":
    case "room.topic":
    case "room.posting":
    case "room.visibility":
      // A part of its own has the words.
      return "";
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
