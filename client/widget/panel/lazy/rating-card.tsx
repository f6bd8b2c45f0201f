import { createMemo, createSignal, For, Match, Show, Switch, untrack } from "solid-js";
import { isAgentId } from "../../../../shared/ids.ts";
import { canRate, MAX_RATING_COMMENT, RATING_STEPS } from "../../../../shared/rating.ts";
import type { Rating, RatingStep } from "../../../../shared/support.ts";
import { t } from "../../../words/widget-talk.ts";
import { announce } from "../announcer.tsx";
import { usePanel } from "../panel.ts";
import { problemOf } from "../words-of-errors.ts";
import "./form.css";
import "./rating.css";

/** Mouths of the five faces, 24 by 24. */
const mouths: Record<RatingStep, string> = {
  1: "M8 16.800c1-2 2.400-2.800 4-2.800s3 .8 4 2.800",
  2: "M8.500 16c.9-1.100 2.100-1.700 3.500-1.700s2.600.6 3.500 1.700",
  3: "M8.500 15h7",
  4: "M8.500 14.200c.8 1.300 2 2 3.500 2s2.700-.7 3.500-2",
  5: "M7.800 13.500h8.400c-.4 2.400-2 3.900-4.200 3.900s-3.800-1.500-4.200-3.900z",
};

const nameOfStep = (step: RatingStep): string =>
  ({ 1: t("bad"), 2: t("poor"), 3: t("fine"), 4: t("good"), 5: t("great") })[step];

/** A name between texts of another direction. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** How an ended conversation was. It is asked once, where somebody has answered, and may be changed once. */
export function RatingCard() {
  const panel = usePanel();
  const [isChanging, setChanging] = createSignal(false);
  const support = createMemo(() => panel.current()?.view()?.support);
  const mayRate = () => {
    const found = support();
    return found !== undefined && canRate(found) && (panel.session()?.mayWrite ?? true);
  };
  /** Of this end: what was said of an earlier one stands in the log's past. */
  const rated = () => {
    const found = support();
    const rating = found?.rating;
    return rating !== undefined && rating.step !== null && rating.at >= (found?.closedAt ?? 0)
      ? rating
      : null;
  };
  const isAsked = () => mayRate() && (support()?.rating === undefined || (isChanging() && rated() !== null));
  return (
    <Switch>
      <Match when={isAsked()}>
        <Question before={rated()} onDone={() => setChanging(false)} />
      </Match>
      <Match when={rated()}>
        {(rating) => <Thanks rating={rating()} mayChange={mayRate()} onChange={() => setChanging(true)} />}
      </Match>
    </Switch>
  );
}

function Question(props: { before: Rating | null; onDone: () => void }) {
  const panel = usePanel();
  // What was said before is where the change begins; it does not change while the question is open.
  const before = untrack(() => props.before);
  const [step, setStep] = createSignal<RatingStep | null>(before?.step ?? null);
  const [comment, setComment] = createSignal(before?.comment ?? "");
  const [problem, setProblem] = createSignal("");
  const [isBusy, setBusy] = createSignal(false);
  /** The person who answered; null for the AI. */
  const name = () => {
    const view = panel.current()?.view();
    const user = view?.support?.servedBy;
    return user === undefined || isAgentId(user) ? null : (view?.members[user]?.name ?? null);
  };
  async function send(chosen: RatingStep | null): Promise<void> {
    const room = panel.current()?.room;
    if (room === undefined || isBusy()) return;
    setBusy(true);
    setProblem("");
    try {
      await room.rate(chosen, comment().trim() === "" ? undefined : comment());
      if (chosen !== null) announce(t("ratingThanks", { step: nameOfStep(chosen) }));
      props.onDone();
      panel.requestFocus();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  }
  return (
    <form
      class="card rating"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = step();
        if (chosen !== null) void send(chosen);
      }}
    >
      <h2 id="rating-question">
        <Show when={name()} fallback={t("howWasTheAi")}>
          {(known) => t.rich("howWasIt", { name: <bdi>{known()}</bdi> })}
        </Show>
      </h2>
      <div class="rating__steps" role="radiogroup" aria-labelledby="rating-question">
        <For each={RATING_STEPS}>
          {(each) => (
            <label class="rating__step" classList={{ "rating__step--on": step() === each }}>
              <input
                type="radio"
                class="unseen"
                name="rating"
                checked={step() === each}
                onChange={() => setStep(each)}
              />
              <svg class="icon" width="26" height="26" viewBox="0 0 24 24" aria-hidden="true">
                <path
                  d={`M20.500 12a8.500 8.500 0 1 1-17 0 8.500 8.500 0 0 1 17 0zM9 9.500v.2M15 9.500v.2${mouths[each]}`}
                />
              </svg>
              {nameOfStep(each)}
            </label>
          )}
        </For>
      </div>
      <Show when={step()}>
        <textarea
          class="input rating__comment"
          rows="1"
          dir="auto"
          maxLength={MAX_RATING_COMMENT}
          aria-label={hint()}
          placeholder={hint()}
          value={comment()}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      </Show>
      <Show when={problem()}>
        <p class="error" role="alert">
          {problem()}
        </p>
      </Show>
      <div class="acts">
        <button class="button button--primary" disabled={step() === null || isBusy()}>
          {t("sendRating")}
        </button>
        <button
          type="button"
          class="link rating__skip"
          onClick={() => (before === null ? void send(null) : props.onDone())}
        >
          {before === null ? t("skipRating") : t("keepRating")}
        </button>
      </div>
    </form>
  );

  function hint(): string {
    const known = name();
    return known === null ? t("tellUsMore") : t("tellMore", { name: isolated(known) });
  }
}

function Thanks(props: { rating: Rating; mayChange: boolean; onChange: () => void }) {
  const step = () => props.rating.step;
  return (
    <div class="card rating">
      <p>
        <Show when={step()}>{(given) => <>{t("ratingThanks", { step: nameOfStep(given()) })}</>}</Show>
      </p>
      <Show when={props.rating.comment}>
        {(comment) => (
          <p class="muted rating__said" dir="auto">
            {comment()}
          </p>
        )}
      </Show>
      <Show when={props.mayChange}>
        <p class="muted">
          {t("changeOnce")}{" "}
          <button type="button" class="link" onClick={() => props.onChange()}>
            {t("changeRating")}
          </button>
        </p>
      </Show>
    </div>
  );
}
