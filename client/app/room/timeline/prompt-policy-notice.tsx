import type { PromptPolicyChanged } from "../../../../shared/protocol/events.ts";
import { t } from "../../../words/room-steering.ts";

/** Who has changed what happens to messages while AI is answering. `by`: null for the reader. */
export default function PromptPolicyNotice(props: { notice: PromptPolicyChanged; by: string | null }) {
  const policy = () => t(`${props.notice.policy}Lower`);
  return (
    <>
      {props.by === null
        ? t("youSetPolicy", { policy: policy() })
        : t("setPolicy", { by: props.by, policy: policy() })}
    </>
  );
}
