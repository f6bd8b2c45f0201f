import { A, useLocation } from "@solidjs/router";
import { createResource, onCleanup, Show } from "solid-js";
import { paths } from "../../../shared/api.ts";
import type { DeskSummary } from "../../../shared/desk.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { call } from "../../parts/lib/http.ts";
import { formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/desk.ts";

/** The count is asked for at this interval, milliseconds: whoever answers visitors has the desk open, which is told at once. */
const EVERY = 30_000;

/** The way to the desk, where the organization has a widget. */
export default function DeskLink(props: { organization: OrganizationId }) {
  const location = useLocation();
  const [summary, { refetch }] = createResource(
    () => props.organization,
    (organization) => call<DeskSummary>("GET", paths.desk(organization)).catch(() => undefined),
  );
  const timer = setInterval(
    () => summary.latest?.widgets && document.visibilityState === "visible" && void refetch(),
    EVERY,
  );
  onCleanup(() => clearInterval(timer));
  const waiting = () => summary.latest?.waiting ?? 0;
  const href = () => `/${props.organization}/desk`;
  return (
    <Show when={summary.latest?.widgets}>
      <A
        class="sidebar__page"
        href={href()}
        aria-label={waiting() > 0 ? t("supportWaiting", { count: waiting() }) : t("support")}
        aria-current={location.pathname.startsWith(href()) ? "page" : undefined}
      >
        <Icon name="inbox" /> {t("support")}
        <Show when={waiting() > 0}>
          <span class="badge">{formatNumber(waiting())}</span>
        </Show>
      </A>
    </Show>
  );
}
