import { Show } from "solid-js";
import { assertNever } from "../../../../shared/assert-never.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { CallDecision } from "../../../../shared/protocol/steps.ts";
import { formatMoment, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/room-decisions.ts";
import { useRoom } from "../room-context.tsx";

/** What was decided on a call, by whom, when and why. */
export function DecisionLine(props: { decision: CallDecision }) {
  const room = useRoom();
  const reason = () => ("reason" in props.decision ? props.decision.reason : undefined);
  return (
    <p class="decision">
      <Icon name={props.decision.decision === "allow" ? "check" : "close"} size={14} />
      <span>
        {sentence(props.decision, room.me, room.distinctNameOf)}{" "}
        <time>{formatMoment(props.decision.at, Date.now())}</time>
        <Show when={reason()}>
          {(why) => (
            <q class="decision__reason" dir="auto">
              {why()}
            </q>
          )}
        </Show>
      </span>
    </p>
  );
}

function sentence(decision: CallDecision, me: UserId, nameOf: (user: UserId) => string): string {
  if (decision.decision === "expired") return t("expired");
  const isMine = decision.by === me;
  const by = isolated(nameOf(decision.by));
  switch (decision.decision) {
    case "allow":
      return isMine ? t("youAllowed") : t("allowedBy", { by });
    case "deny":
      return isMine ? t("youDenied") : t("deniedBy", { by });
    case "change":
      return isMine ? t("youChanged") : t("changedBy", { by });
    default:
      return assertNever(decision);
  }
}
