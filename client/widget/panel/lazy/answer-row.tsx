import { createEffect, createSignal, For, Show } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { announce } from "../announcer.tsx";
import type { Conversation } from "../conversation.ts";
import { AiFace } from "../faces.tsx";
import { formatList, formatTime } from "../format.ts";
import { Icon } from "./icon.tsx";
import { lazyPart } from "../lazy-part.tsx";
import type { Item } from "../log/log-of.ts";
import { usePanel } from "../panel.ts";
import { spoken, wholeSentences } from "../../../parts/lib/sentences.ts";

type AnswerItem = Extract<Item, { type: "answer" }>;

/** Until the part that reads Markdown is there, the text is shown as it was written. */
const AnswerText = lazyPart(
  () => import("./answer-text.tsx"),
  (props: {
    text: string;
    isRunning: boolean;
    numbers: readonly number[];
    open: number | null;
    onOpen: (n: number) => void;
  }) => (
    <p class="plain-text" dir="auto">
      {props.text}
    </p>
  ),
);
const Sources = lazyPart(() => import("./sources.tsx"));
/** Loaded soon after the panel, so that it is there with the first answer. */
export const preloadAnswers = (): void => {
  AnswerText.preload();
  Sources.preload();
};

/** What the AI says: in ink, without a bubble. A caret stands only while it comes. */
export function AnswerRow(props: { conversation: Conversation; item: AnswerItem }) {
  const answer = () => props.item.answer;
  const text = () => props.item.message.text;
  const isRunning = () => answer().state === "running";
  const citations = () => (isRunning() ? [] : (answer().citations ?? []));
  const [open, setOpen] = createSignal<number | null>(null);
  const toggle = (n: number) => setOpen(open() === n ? null : n);
  const isHeld = () => {
    const state = props.item.message.moderation?.state;
    return state === "held" || state === "retracted";
  };
  let said = isRunning() ? 0 : Infinity;
  createEffect(() => {
    const now = text();
    const end = isRunning() ? wholeSentences(now) : now.length;
    if (end <= said) return;
    const news = spoken(now.slice(said, end), "");
    if (news !== "") announce(news);
    said = end;
  });
  return (
    <div class="turn answer">
      <p class="answer__by">
        <AiFace size={24} />
        <b>
          <bdi>{props.item.name || t("ai")}</bdi>
        </b>
        <time>{formatTime(props.item.message.at)}</time>
      </p>
      <Show when={!isHeld()} fallback={<p class="gone">{t("held")}</p>}>
        <Show when={text() !== ""}>
          <div
            class="answer__text"
            classList={{ "answer__text--running": isRunning() }}
            aria-busy={isRunning()}
          >
            <AnswerText
              text={text()}
              isRunning={isRunning()}
              numbers={citations().map(({ n }) => n)}
              open={open()}
              onOpen={toggle}
            />
          </div>
        </Show>
        <Show when={isRunning()}>
          <p class="work">
            {progress()}
            <Show when={text() === ""}>
              <span class="caret" />
            </Show>
          </p>
        </Show>
        <Show when={citations().length > 0}>
          <Sources
            message={props.item.message.seq}
            room={props.conversation.room.id}
            citations={citations()}
            open={open()}
            onOpen={toggle}
          />
        </Show>
        <Show when={ending()}>{(words) => <p class="answer__end">{words()}</p>}</Show>
      </Show>
      <Show when={!isRunning() && props.item.isLast && props.conversation.view()?.support?.state === "ai"}>
        <After conversation={props.conversation} item={props.item} />
      </Show>
    </div>
  );

  function progress(): string {
    const documents = answer().read?.documents ?? 0;
    if (text() !== "") return documents > 0 ? t("writingFrom", { count: documents }) : t("writing");
    return (answer().steps?.length ?? 0) > 0 ? t("searching") : t("writing");
  }

  function ending(): string | null {
    const { state, reason } = answer();
    switch (state) {
      case "stopped":
        return t("stopped");
      case "refused":
      case "failed":
      case "interrupted":
        return reason === "budget" ? t("aiSpent") : t("answerFailed");
      case "completed":
        return reason === "length" || reason === "too_long" ? t("answerCut") : null;
      default:
        return null;
    }
  }
}

/** Whether it helped; and a person, where the AI did not know. */
function After(props: { conversation: Conversation; item: AnswerItem }) {
  const panel = usePanel();
  const [isDeclined, setDeclined] = createSignal(false);
  const answer = () => props.item.answer;
  const vote = () => {
    const { votes } = answer();
    const { me } = props.conversation;
    if (votes?.good.includes(me)) return "good";
    return votes?.bad.includes(me) ? "bad" : null;
  };
  const isHere = () => panel.people().here > 0 && panel.people().open;
  /** The libraries were searched, and nothing of them is in the answer; or there is no answer. */
  const doesNotKnow = () =>
    answer().state !== "completed" ? answer().state !== "stopped" : answer().citations?.length === 0;
  const offers = () => !isDeclined() && isHere() && (doesNotKnow() || vote() === "bad");
  const cast = (choice: "good" | "bad") =>
    void props.conversation.room.vote(props.item.message.seq, choice).catch(panel.failed);
  return (
    <>
      <Show when={answer().state === "completed"}>
        <div class="helped" role="group" aria-label={t("didThisHelp")}>
          <Show
            when={vote()}
            fallback={
              <>
                <span>{t("didThisHelp")}</span>
                <button type="button" class="link" onClick={() => cast("good")}>
                  {t("yes")}
                </button>
                <button type="button" class="link" onClick={() => cast("bad")}>
                  {t("no")}
                </button>
              </>
            }
          >
            <span>{t("thanks")}</span>
          </Show>
        </div>
      </Show>
      <Show when={offers()}>
        <div class="card card--tint card--indented">
          <h2>{t("shallIBring")}</h2>
          <p class="muted">
            <For each={[hereWords(), minutesWords()].filter(Boolean)}>{(words) => <span>{words} </span>}</For>
          </p>
          <div class="acts">
            <button
              type="button"
              class="button button--primary"
              onClick={() => void panel.talkToPerson().catch(panel.failed)}
            >
              <Icon of="person" size={18} /> {t("talkToAPerson")}
            </button>
            <button type="button" class="button" onClick={() => setDeclined(true)}>
              {t("notNow")}
            </button>
          </div>
        </div>
      </Show>
    </>
  );

  function hereWords(): string {
    const { names } = panel.people();
    return names.length === 0 ? "" : t("areHere", { count: names.length, names: formatList(names) });
  }

  function minutesWords(): string {
    const { answerMinutes } = panel.people();
    return answerMinutes === null ? "" : t("aboutMinutes", { count: Math.max(1, Math.round(answerMinutes)) });
  }
}
