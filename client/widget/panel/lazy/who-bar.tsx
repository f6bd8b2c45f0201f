import { createMemo, Match, Show, Switch, type JSX } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { AiFace, Face, Faces } from "../faces.tsx";
import { formatMoment } from "../format.ts";
import { usePanel } from "../panel.ts";
import { actionOf, whoAnswers, type Who, type WhoAction } from "../who/who-answers.ts";

/** The bar under the title. It never moves, and always has the way to a person, or back. */
export function WhoBar() {
  const panel = usePanel();
  const who = createMemo<Who>(() => whoAnswers(panel.current()?.view() ?? null));
  const action = () => actionOf(who(), panel.people());
  return (
    <div class="who" role="group" aria-label={lines(who()).first}>
      <WhoFace who={who()} />
      <div class="who__text">
        <span class="who__name">
          <bdi>{lines(who()).first}</bdi>
        </span>
        <span class="who__line">
          <Show when={who().type === "person"}>
            <span class="dot" classList={{ "dot--off": !isHere(who()) }} />
          </Show>
          <Show when={isReachable()} fallback={t("notReachable")}>
            {lines(who()).second}
          </Show>
        </span>
      </div>
      <ActionButton action={action()} />
    </div>
  );

  function isReachable(): boolean {
    const state = panel.current()?.connection().type ?? "open";
    return panel.isOnline() && state !== "waiting";
  }

  function lines(now: Who): { first: JSX.Element & string; second: string } {
    const agent = panel.config.agent.name;
    switch (now.type) {
      case "ai":
        return { first: agent, second: t("aiAnswersAtOnce") };
      case "spent":
        return { first: agent, second: t("aiPaused") };
      case "waiting":
        return {
          first:
            now.place === null
              ? t("waitingForPerson")
              : now.place === 1
                ? t("next")
                : t("inLine", { count: now.place }),
          second: now.minutes === null ? t("placeKept") : t("aboutMinutesShort", { n: now.minutes }),
        };
      case "person":
        return { first: now.name, second: now.isHere ? t("answersNow") : awayLine(now.since) };
      case "closed":
        return {
          first: now.name === null ? t("ended") : t("endedBy", { name: now.name }),
          second: formatMoment(now.at, panel.now()),
        };
    }
  }

  function awayLine(since: number | null): string {
    const minutes = since === null ? 0 : Math.round((panel.now() - since) / 60_000);
    return minutes > 0 ? t("awayFor", { n: minutes }) : t("away");
  }
}

const isHere = (who: Who): boolean => who.type === "person" && who.isHere;

function WhoFace(props: { who: Who }) {
  const panel = usePanel();
  const name = () => (props.who.type === "person" || props.who.type === "closed" ? props.who.name : null);
  return (
    <Switch fallback={<AiFace size={32} />}>
      <Match when={props.who.type === "waiting" && panel.people().names.length > 0}>
        <Faces names={panel.people().names} />
      </Match>
      <Match when={name()}>{(known) => <Face name={known()} size={32} />}</Match>
    </Switch>
  );
}

function ActionButton(props: { action: WhoAction }) {
  const panel = usePanel();
  const words = () => {
    switch (props.action) {
      case "talk":
        return t("talkToAPerson");
      case "leave":
        return t("leaveAMessage");
      case "stopWaiting":
        return t("stopWaiting");
      case "back":
        return t("backToTheAi");
      case "else":
        return t("talkToSomebodyElse");
      case "again":
        return t("writeAgain");
    }
  };
  async function act(): Promise<void> {
    const open = panel.current();
    switch (props.action) {
      case "talk":
        return panel.talkToPerson();
      case "leave":
        return panel.startLeaving();
      case "stopWaiting":
        return open?.room.withdrawRequest();
      case "back":
        return open?.room.handBack();
      case "else": {
        const away = open?.view()?.takeover ?? undefined;
        return open?.room.requestPerson(away);
      }
      case "again":
        return void panel.requestFocus();
    }
  }
  return (
    <button
      type="button"
      class="button button--small"
      classList={{ "button--plain": props.action === "back" }}
      onClick={() => void act().catch(panel.failed)}
    >
      {words()}
    </button>
  );
}
