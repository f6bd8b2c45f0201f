import { A } from "@solidjs/router";
import { createMemo, For, Show } from "solid-js";
import { MAX_BY_TURNS, QUEUES, type Queue } from "../../../shared/desk.ts";
import { paths } from "../../../shared/api.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { formatNumber } from "../../ui/format.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { t } from "../../words/desk.ts";
import { useDesk } from "./desk-context.ts";

const icons: Record<Queue, IconName> = {
  new: "inbox",
  mine: "person",
  unassigned: "group",
  visitor: "clock",
  snoozed: "moon",
  closed: "check",
};

export const queueName = (queue: Queue): string =>
  ({
    new: t("queueNew"),
    mine: t("queueMine"),
    unassigned: t("queueUnassigned"),
    visitor: t("queueVisitor"),
    snoozed: t("queueSnoozed"),
    closed: t("queueClosed"),
  })[queue];

/** The queues with their counts, and who is here. */
export function QueueColumn(props: { onChosen: () => void }) {
  const { organization } = useClient();
  const desk = useDesk();
  const count = (queue: Queue) => desk.view()?.counts[queue] ?? 0;
  const isAway = () => desk.desk.isAway(desk.me) && desk.view() !== null;
  const tags = createMemo((): [string, number][] => {
    const counts = new Map<string, number>();
    for (const { state, tags } of desk.view()?.conversations.values() ?? [])
      if (state !== "closed") for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => a.localeCompare(b));
  });
  const byTurns = () => desk.view()?.settings.byTurns ?? false;
  return (
    <div class="desk__queues" role="region" aria-label={t("support")}>
      <nav class="desk__pages" aria-label={t("support")}>
        <A class="desk__page" href={`/${organization}`}>
          <Icon name="back" /> {t("backToInbox")}
        </A>
        <A class="desk__page" href={`/${organization}/knowledge`}>
          <Icon name="book" /> {t("knowledge")}
        </A>
        <A class="desk__page" href={`/${organization}/desk/metrics`}>
          <Icon name="list" /> {t("metrics")}
        </A>
      </nav>
      <h2 class="desk__heading">{t("support")}</h2>
      <ul class="plain" aria-label={t("queues")}>
        <For each={QUEUES}>
          {(queue) => (
            <li>
              <button
                type="button"
                class="desk__queue"
                aria-current={desk.tag() === null && desk.queue() === queue ? "true" : undefined}
                onClick={() => {
                  desk.setQueue(queue);
                  props.onChosen();
                }}
              >
                <Icon name={icons[queue]} />
                <span class="desk__queue-name">{queueName(queue)}</span>
                <span
                  class="desk__count"
                  classList={{ "desk__count--due": queue === "new" && count(queue) > 0 }}
                >
                  {formatNumber(count(queue))}
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={tags().length > 0}>
        <h2 class="desk__heading">{t("tags")}</h2>
        <ul class="plain" aria-label={t("tags")}>
          <For each={tags()}>
            {([tag, count]) => (
              <li>
                <button
                  type="button"
                  class="desk__queue"
                  aria-current={desk.tag() === tag ? "true" : undefined}
                  onClick={() => {
                    desk.setTag(tag);
                    props.onChosen();
                  }}
                >
                  <Icon name="filter" />
                  <span class="desk__queue-name one-line" dir="auto">
                    {tag}
                  </span>
                  <span class="desk__count">{formatNumber(count)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <h2 class="desk__heading">{t("hereNow")}</h2>
      <ul class="plain desk__here">
        <For each={desk.view()?.here ?? []}>
          {(supporter) => (
            <li class="desk__supporter">
              <MemberAvatar
                user={supporter.user}
                name={supporter.name}
                size="s"
                presence={supporter.away ? "idle" : "active"}
              />
              <span class="one-line" dir="auto">
                {supporter.user === desk.me ? t("you", { name: supporter.name }) : supporter.name}
              </span>
              <span class="desk__load">
                {supporter.away ? t("away") : t("load", { open: supporter.open, most: MAX_BY_TURNS })}
              </span>
            </li>
          )}
        </For>
      </ul>
      <div class="desk__switches">
        <label class="desk__switch">
          <input
            type="checkbox"
            checked={byTurns()}
            onChange={(event) => {
              const { currentTarget } = event;
              const body = { byTurns: currentTarget.checked };
              void desk
                .attempt(() => call("PUT", `${paths.desk(organization)}/settings`, body))
                .then((done) => done || (currentTarget.checked = byTurns()));
            }}
          />
          {t("byTurns")}
        </label>
        <label class="desk__switch">
          <input type="checkbox" checked={!isAway()} onChange={() => desk.desk.setAway(!isAway())} />
          {t("available", { most: MAX_BY_TURNS })}
        </label>
      </div>
      <Show when={!desk.isConnected()}>
        <p class="desk__offline" role="status">
          {t("offline")}
        </p>
      </Show>
    </div>
  );
}
