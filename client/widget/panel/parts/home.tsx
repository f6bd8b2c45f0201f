import { createMemo, For, Show } from "solid-js";
import type { Conversation as Summary } from "../../../../shared/widget.ts";
import { isAgentId } from "../../../../shared/ids.ts";
import { isReplaced } from "../../../words/catalogue.ts";
import { t } from "../../../words/widget.ts";
import { AiFace, Face, Faces } from "../faces.tsx";
import { formatOpening, formatShort, formatTime } from "../format.ts";
import { greetingAt } from "../greeting.ts";
import { Icon } from "../icon.tsx";
import { usePanel } from "../panel.ts";
import { panelLanguage } from "../start-language.ts";
import { Composer } from "./composer.tsx";
import { TitleRow } from "./title-row.tsx";

const MAX_STARTERS = 4;
/** Milliseconds */
const HALF_DAY = 12 * 3_600_000;

/** The greeting, common questions, and what was talked about before. */
export function Home() {
  const panel = usePanel();
  const starters = () => {
    const { starters: all, language } = panel.config;
    return (all[panelLanguage] ?? all[language] ?? []).slice(0, MAX_STARTERS - 1);
  };
  const shown = createMemo(() => panel.summaries().slice(0, matchMedia("(pointer: coarse)").matches ? 2 : 1));
  return (
    <>
      <div class="home scrolls" tabindex="-1">
        <div class="greet">
          <TitleRow title={panel.config.look.name} hasBack={false} />
          <h2 class="greet__words">{t(greetingAt(new Date().getHours(), isReplaced))}</h2>
          <People />
        </div>
        <section class="section" aria-labelledby="starters">
          <h3 id="starters">{t("commonQuestions")}</h3>
          <div class="rows">
            <For each={starters()}>
              {(question) => (
                <button type="button" class="row" onClick={() => void panel.write(question)}>
                  <span>
                    <bdi>{question}</bdi>
                  </span>
                  <Icon of="next" size={18} mirrors />
                </button>
              )}
            </For>
            <button
              type="button"
              class="row row--strong"
              onClick={() => void panel.talkToPerson().catch(panel.failed)}
            >
              <Icon of="person" />
              <span>{t("talkToAPerson")}</span>
              <Icon of="next" size={18} mirrors />
            </button>
          </div>
        </section>
        <Show when={shown().length > 0}>
          <section class="section" aria-labelledby="conversations">
            <div class="section__head">
              <h3 id="conversations">{t("yourConversations")}</h3>
              <Show when={panel.summaries().length > shown().length}>
                <button type="button" class="link" onClick={() => panel.showAll()}>
                  {t("allOf", { n: panel.summaries().length })}
                </button>
              </Show>
            </div>
            <For each={shown()}>{(summary) => <ConversationRow summary={summary} />}</For>
          </section>
        </Show>
      </div>
      <Composer placeholder={t("askUsAnything")} fine={t("aiFirst")} onStop={null} />
    </>
  );
}

/** Whether people are here, apart from the AI, which always is. */
function People() {
  const panel = usePanel();
  const people = () => panel.people();
  const isHere = () => people().here > 0 && people().open;
  return (
    <Show when={panel.session()}>
      <div class="greet__people">
        <Show when={isHere() && people().names.length > 0} fallback={<AiFace size={28} />}>
          <Faces names={people().names} />
        </Show>
        <div>
          <b>{headline()}</b>
          <span class="greet__line">
            <span class="dot" classList={{ "dot--off": !isHere() }} />
            {line()}
          </span>
        </div>
      </div>
    </Show>
  );

  function headline(): string {
    const { opensAt, closesAt } = people();
    // An end that is not today needs no time.
    if (isHere())
      return closesAt !== null && closesAt - panel.now() < HALF_DAY
        ? t("peopleHereUntil", { time: formatTime(closesAt) })
        : t("peopleHere");
    return opensAt === null
      ? t("nobodyHereOpen")
      : t("backAt", { when: formatOpening(opensAt, panel.now()) });
  }

  function line(): string {
    const { answerMinutes } = people();
    if (isHere() && answerMinutes !== null)
      return t("usuallyAnswer", { count: Math.max(1, Math.round(answerMinutes)) });
    if (isHere()) return t("answersNow");
    return people().opensAt === null ? t("aiAnswersAtOnce") : t("aiAnswersUntilThen");
  }
}

export function ConversationRow(props: { summary: Summary }) {
  const panel = usePanel();
  const last = () => props.summary.last;
  const isAi = () => {
    const by = last()?.by.id;
    return by === undefined || isAgentId(by);
  };
  const name = () => last()?.by.name || panel.config.agent.name;
  const isMine = () => last()?.by.id === panel.session()?.visitor.id;
  return (
    <button type="button" class="recent" onClick={() => panel.enter(props.summary.room)}>
      <Show when={!isAi() && !isMine()} fallback={<AiFace size={36} />}>
        <Face name={name()} size={36} />
      </Show>
      <span class="recent__text">
        <span class="recent__top">
          <b>
            <bdi>{isMine() ? t("you") : name()}</bdi>
          </b>
          <time>{formatShort(props.summary.updatedAt, panel.now())}</time>
        </span>
        <span class="recent__last">
          <bdi>
            {last()?.text || (last() ? t("attachedFile") : props.summary.title || t("noMessagesYet"))}
          </bdi>
        </span>
      </span>
      <Show when={props.summary.unread > 0}>
        <span class="unread-dot">
          <span class="unseen">{t("unreadMessages", { count: props.summary.unread })}</span>
        </span>
      </Show>
    </button>
  );
}
