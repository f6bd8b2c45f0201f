import { createResource } from "solid-js";
import { agentPaths } from "../../../../shared/api-agents.ts";
import type { Agent, AgentUsage, Spent } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { formatMoney } from "../../../ui/format.ts";
import { t } from "../../../words/agents.ts";
import { t as inUsage } from "../../../words/settings-usage.ts";
import { DayPlot } from "../day-plot.tsx";
import { Section } from "./section.tsx";
import "../usage.css";

const DAYS = 30;

export function UsageSection(props: { organization: OrganizationId; agent: Agent }) {
  const [usage, again] = createResource(
    () => agentPaths.usage(props.organization, props.agent.id, DAYS),
    (path) => call<AgentUsage>("GET", path),
  );
  return (
    <Section id="usage" title={t("usage")} lead={t("usageLead")}>
      <Loaded resource={usage} onRetry={() => void again.refetch()}>
        {(found) => (
          <>
            <p>{totalWords(found().days)}</p>
            <DayPlot days={found().days} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function totalWords(days: readonly Spent[]): string {
  const sum = (of: keyof Spent) => days.reduce((total, day) => total + day[of], 0);
  return inUsage("total", {
    ...{ cost: formatMoney(sum("cost")), count: sum("turns") },
    ...{ tokensIn: sum("tokensIn"), tokensOut: sum("tokensOut") },
  });
}
