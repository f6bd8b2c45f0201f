import { createResource, For, Show } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { type ChannelResult, type DecidedNotice, noticePaths } from "../../../../shared/notices.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { now } from "../../../parts/lib/now.ts";
import { formatFull, formatMoment } from "../../../ui/format.ts";
import { t } from "../../../words/notices.ts";
import { deviceName } from "../account/device-name.ts";

/** Why the person was told or not, newest first. `again`: changes when the list is out of date. */
export function DecidedSection(props: { organization: OrganizationId; again: number }) {
  const [list, { refetch }] = createResource(
    () => [props.organization, props.again] as const,
    ([id]) => call<DecidedNotice[]>("GET", noticePaths.decided(id)),
  );
  return (
    <section class="notices__section" aria-labelledby="notices-why">
      <h2 id="notices-why">{t("why")}</h2>
      <p class="notices__about">{t("whyAbout")}</p>
      <Loaded resource={list} onRetry={() => void refetch()}>
        {(found) => (
          <ul class="plain notices__list">
            <For each={found()} fallback={<li class="notices__about">{t("nothingYet")}</li>}>
              {(notice) => (
                <li class="notices__item">
                  <div class="notices__texts">
                    <p class="notices__line">
                      <span class="notices__name name one-line" dir="auto">
                        {titleOf(notice)}
                      </span>
                      <span class="notices__state" classList={{ "notices__state--told": notice.told }}>
                        {t(notice.told ? "told" : "untold")}
                      </span>
                      <time
                        class="notices__time"
                        dateTime={new Date(notice.at).toISOString()}
                        title={formatFull(notice.at)}
                      >
                        {formatMoment(notice.at, now())}
                      </time>
                    </p>
                    <p>{t(`rule_${notice.rule}`)}</p>
                    <Show when={notice.channels.length > 0}>
                      <p class="notices__about" dir="auto">
                        {notice.channels.map(outcomeWords).join(" · ")}
                      </p>
                    </Show>
                  </div>
                </li>
              )}
            </For>
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function titleOf({ kind, title }: DecidedNotice): string {
  if (title !== "") return title;
  return t(kind === "digest" ? "aDigest" : kind === "reminder" ? "aReminder" : "aConversation");
}

function outcomeWords(result: ChannelResult): string {
  return t(`outcome_${result.outcome}`, { channel: channelWords(result) });
}

function channelWords({ channel, name }: ChannelResult): string {
  if (channel === "mail") return t("channelMail");
  if (channel.startsWith("chat:")) return name;
  return name === "" ? t("channelDevice") : deviceName(name);
}
