import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { announce } from "../announcer.tsx";
import { lazyPart } from "../lazy-part.tsx";
import { usePanel } from "../panel.ts";
import { whoAnswers } from "../who/who-answers.ts";

const EmailField = lazyPart(() => import("./email-field.tsx"));

/** A place in line is said at most this often, ms. */
const SAID_AGAIN = 30_000;

/** The place in line, and that it is safe to leave. */
export function WaitingCard() {
  const panel = usePanel();
  const [isAsking, setAsking] = createSignal(false);
  const waiting = createMemo(() => {
    const who = whoAnswers(panel.current()?.view() ?? null);
    return who.type === "waiting" ? who : null;
  });
  const place = () => waiting()?.place ?? null;
  const minutes = () => waiting()?.minutes ?? null;
  const headline = (): string => {
    const now = place();
    if (now === null) return t("waitingForPerson");
    return now === 1 ? t("youAreNext") : t("youAreInLine", { count: now });
  };
  let saidAt = 0;
  createEffect(
    on(place, (now) => {
      if (now === null || Date.now() - saidAt < SAID_AGAIN) return;
      saidAt = Date.now();
      announce(headline());
    }),
  );
  const email = () => panel.session()?.visitor.email ?? null;
  return (
    <div class="card card--tint">
      <div class="place">
        <Show when={place()}>{(now) => <span class="place__number">{now()}</span>}</Show>
        <div>
          <h2>{headline()}</h2>
          <Show when={minutes()}>
            {(count) => (
              <p class="muted">{t("aboutMinutesLastHour", { count: Math.max(1, Math.round(count())) })}</p>
            )}
          </Show>
        </div>
      </div>
      <p>{t("placeIsKept")}</p>
      <Show
        when={email()}
        fallback={
          <Show
            when={isAsking()}
            fallback={
              <button type="button" class="link" onClick={() => setAsking(true)}>
                {t("alsoTellByMail")}
              </button>
            }
          >
            <EmailField
              button={t("alsoTellByMail")}
              onEmail={async (address) => {
                await panel.changeVisitor({ email: address });
                setAsking(false);
              }}
            />
          </Show>
        }
      >
        {(address) => (
          <p class="muted">
            {t("alsoTellByMail")}: <bdi>{address()}</bdi>
          </p>
        )}
      </Show>
    </div>
  );
}
