import { Show } from "solid-js";
import { BUDGET_WARNING } from "../../../shared/limits.ts";
import { formatMoney, formatPercent } from "../../ui/format.ts";
import { t } from "../../words/settings-usage.ts";

/** Shows which share of a budget has been spent. */
export function BudgetBar(props: { title: string; budget: { limit: number | null; spent: number } }) {
  const share = () => {
    const { limit, spent } = props.budget;
    if (limit === null) return undefined;
    return limit === 0 ? 1 : spent / limit;
  };
  return (
    <div class="budget">
      <p class="budget__title">{props.title}</p>
      <p class="budget__spent">{formatMoney(props.budget.spent)}</p>
      <Show when={share() !== undefined} fallback={<p class="budget__limit">{t("noLimit")}</p>}>
        <p class="budget__limit">
          {t("ofLimit", { limit: formatMoney(props.budget.limit ?? 0), share: formatPercent(share() ?? 0) })}
        </p>
        <span class="meter" aria-hidden="true">
          <span
            class="meter__used"
            classList={{
              "meter__used--near": (share() ?? 0) >= BUDGET_WARNING && (share() ?? 0) < 1,
              "meter__used--over": (share() ?? 0) >= 1,
            }}
            style={{ width: `${Math.min(1, share() ?? 0) * 100}%` }}
          />
        </span>
      </Show>
    </div>
  );
}
