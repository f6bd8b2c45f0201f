import { t } from "../../../words/widget-talk.ts";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import { RatingCard } from "./rating-card.tsx";
import { Elsewhere, Transcript } from "./take-along.tsx";

/** An ended conversation reopens by writing. Until then: say how it was, take it along, or begin another. */
export default function EndedCard() {
  const panel = usePanel();
  return (
    <>
      <RatingCard />
      <div class="rows rows--own">
        <Transcript />
        <Elsewhere />
        <button type="button" class="row" onClick={() => panel.goNew()}>
          <Icon of="plus" />
          <span>{t("newConversation")}</span>
        </button>
      </div>
    </>
  );
}
