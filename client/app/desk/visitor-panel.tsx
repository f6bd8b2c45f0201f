import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { DeskConversation, DeskDetail, VisitorPanel as Known } from "../../../shared/desk.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { SupportState } from "../../../shared/support.ts";
import { safeUrl } from "../../../shared/markup/safe-url.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { formatAgo, formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { now } from "../../parts/lib/now.ts";
import { VisitorRating } from "./visitor-rating.tsx";
import { language } from "../../words/language.ts";
import { t as tm } from "../../words/desk-more.ts";
import { t } from "../../words/desk.ts";

/** Somebody who was seen within this time is on the page, milliseconds. */
const ON_PAGE = 5 * 60_000;

/** What is known of the visitor. Nothing of it is ever read from markup. */
export function VisitorPanel(props: {
  conversation: DeskConversation;
  detail: DeskDetail | undefined;
  href: (room: RoomId) => string;
}) {
  const name = () => props.conversation.visitor?.name || t("visitor");
  return (
    <aside class="desk__visitor" aria-label={t("aboutVisitor")}>
      <header class="desk__visitor-head">
        <Avatar seed={props.conversation.visitor?.id ?? props.conversation.room} name={name()} size="l" />
        <div class="desk__visitor-names">
          <h2 class="desk__visitor-name" dir="auto">
            {name()}
          </h2>
          <Show when={props.detail?.visitor?.email}>
            {(email) => <bdi class="desk__email">{email()}</bdi>}
          </Show>
          <Show when={props.detail?.visitor}>{(known) => <Trust known={known()} />}</Show>
        </div>
      </header>
      <Show when={props.conversation.rating}>{(rating) => <VisitorRating rating={rating()} />}</Show>
      <Show when={props.detail}>
        {(detail) => (
          <Show when={detail().visitor} fallback={<p class="desk__empty">{t("unknownVisitor")}</p>}>
            {(known) => <Facts known={known()} href={props.href} />}
          </Show>
        )}
      </Show>
    </aside>
  );
}

function Trust(props: { known: Known }) {
  return (
    <Show
      when={props.known.isVerified}
      fallback={
        <Show when={props.known.email}>
          <span class="desk__trust desk__trust--typed">
            <Icon name="warning" size={14} /> {t("notVerified")}
          </span>
        </Show>
      }
    >
      <span class="desk__trust desk__trust--signed">
        <Icon name="shield" size={14} /> {t("verified")}
      </span>
    </Show>
  );
}

function Facts(props: { known: Known; href: (room: RoomId) => string }) {
  const isHere = () => now() - props.known.seenAt < ON_PAGE;
  const referrer = () => hostOf(props.known.firstPage.referrer) ?? t("directly");
  return (
    <>
      <section class="desk__facts">
        <h3>
          {isHere() ? t("onPageNow") : t("lastPage")} <span>{formatAgo(props.known.seenAt, now())}</span>
        </h3>
        <p class="desk__page-title" dir="auto">
          {props.known.page.title}
        </p>
        <PageLink url={props.known.page.url} />
        <dl class="desk__pairs">
          <dt>{t("cameFrom")}</dt>
          <dd dir="auto">{referrer()}</dd>
          <dt>{t("before")}</dt>
          <dd dir="auto">{props.known.firstPage.title}</dd>
          <dt>{t("localTime")}</dt>
          <dd>{localTime(props.known.timeZone, now())}</dd>
          <dt>{t("reads")}</dt>
          <dd>{`${languageName(props.known.language)}, ${props.known.browser}`}</dd>
        </dl>
      </section>
      <Show when={props.known.pages.length > 0}>
        <section class="desk__facts">
          <h3>
            {tm("pages")} <span>{formatNumber(props.known.pages.length)}</span>
          </h3>
          <ol class="plain desk__pages-before">
            <For each={props.known.pages}>
              {(page) => (
                <li>
                  <span class="one-line" dir="auto">
                    {tm("pageNamed", { title: page.title || page.url, when: formatAgo(page.at, now()) })}
                  </span>
                  <bdi class="desk__page-address one-line" title={page.url}>
                    {page.url.replace(/^https?:\/\//, "")}
                  </bdi>
                </li>
              )}
            </For>
          </ol>
        </section>
      </Show>
      <section class="desk__facts">
        <h3 class="desk__trust--signed">
          <Icon name="shield" size={14} /> {t("signed")}
        </h3>
        <Show when={Object.keys(props.known.signed).length > 0} fallback={<p>{t("signedNothing")}</p>}>
          <Pairs of={props.known.signed} />
        </Show>
      </section>
      <Show when={Object.keys(props.known.typed).length > 0}>
        <section class="desk__facts">
          <h3 class="desk__trust--typed">
            <Icon name="warning" size={14} /> {t("typed")}
          </h3>
          <div class="desk__typed">
            <Pairs of={props.known.typed} />
          </div>
        </section>
      </Show>
      <section class="desk__facts">
        <h3>
          {t("past")} <span>{formatNumber(props.known.past.length)}</span>
        </h3>
        <Show when={props.known.past.length > 0} fallback={<p>{t("pastNone")}</p>}>
          <ul class="plain">
            <For each={props.known.past}>
              {(past) => (
                <li>
                  <A class="desk__past" href={props.href(past.room)}>
                    <span class="one-line" dir="auto">
                      {past.title}
                    </span>
                    <span class="desk__past-state">{`${stateName(past.state)}, ${formatAgo(past.at, now())}`}</span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
    </>
  );
}

function Pairs(props: { of: Record<string, string> }) {
  return (
    <dl class="desk__pairs">
      <For each={Object.entries(props.of)}>
        {([key, value]) => (
          <>
            <dt dir="auto">{key}</dt>
            <dd dir="auto">{value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}

/** The visitor's page says its own address: only http and https become links, and they tell the other site nothing. */
function PageLink(props: { url: string }) {
  const href = () => safeUrl(props.url);
  return (
    <Show when={href()} fallback={<p class="desk__url">{props.url}</p>}>
      {(address) => (
        <a class="desk__url" href={address()} target="_blank" rel="noreferrer noopener">
          {address().replace(/^https?:\/\//, "")}
        </a>
      )}
    </Show>
  );
}

const stateName = (state: SupportState): string =>
  ({ ai: t("stateAi"), waiting: t("stateWaiting"), person: t("statePerson"), closed: t("stateClosed") })[
    state
  ];

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host || null : null;
}

function localTime(timeZone: string, at: number): string {
  try {
    const time = new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit" }).format(
      at,
    );
    const place = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
    return `${time}, ${place}`;
  } catch {
    return timeZone;
  }
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
