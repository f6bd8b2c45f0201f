import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { Icon } from "./icon.tsx";
import { lazyPart } from "../lazy-part.tsx";
import { usePanel } from "../panel.ts";
import { whoAnswers } from "../who/who-answers.ts";
import { problemOf } from "../words-of-errors.ts";
import { Composer } from "../parts/composer.tsx";
import { preloadAnswers } from "./answer-row.tsx";
import { FirstMessageRow, ItemRow, TypingRow } from "./items.tsx";
import { TitleRow } from "../parts/title-row.tsx";
import { WaitingCard } from "./waiting-card.tsx";
import { WhoBar } from "./who-bar.tsx";
import "./log.css";

const Form = lazyPart(() => import("./form.tsx"));
const LeaveCard = lazyPart(() => import("./leave-card.tsx"));
const EndedCard = lazyPart(() => import("./ended-card.tsx"));

/** One conversation: the bar, the log, the message field. */
export default function ConversationView(props: { isForm: boolean }) {
  const panel = usePanel();
  onMount(preloadAnswers);
  const isNew = () => panel.current() === null;
  return (
    <>
      <TitleRow title={isNew() ? t("newConversation") : panel.config.look.name} hasBack={true} />
      <WhoBar />
      <Trouble />
      <Show when={!props.isForm} fallback={<Form />}>
        <Log />
        <Foot />
      </Show>
    </>
  );
}

function Trouble() {
  const panel = usePanel();
  const isLost = () => {
    const state = panel.current()?.connection();
    return state?.type === "waiting" && state.attempt > 1;
  };
  return (
    <Switch>
      <Match when={!panel.isOnline()}>
        <p class="strip" role="status">
          <Icon of="offline" size={18} /> {t("offline")}
        </p>
      </Match>
      <Match when={isLost()}>
        <p class="strip" role="status">
          <Icon of="offline" size={18} /> {t("noServer")}
        </p>
      </Match>
      <Match when={panel.problem()}>
        {(problem) => (
          <p class="strip" role="alert">
            <Icon of="warn" size={18} /> {problemOf(problem())}
          </p>
        )}
      </Match>
    </Switch>
  );
}

/** How near to the end counts as being there, CSS pixels. */
const NEAR = 40;

function Log() {
  const panel = usePanel();
  const conversation = () => panel.current();
  const who = createMemo(() => whoAnswers(conversation()?.view() ?? null));
  const [atEnd, setAtEnd] = createSignal(true);
  let log: HTMLDivElement | undefined;
  let content: HTMLDivElement | undefined;

  function toEnd(): void {
    if (log && atEnd()) log.scrollTop = log.scrollHeight;
  }
  const grows = new ResizeObserver(toEnd);
  onCleanup(() => grows.disconnect());
  // A message of one's own is always shown.
  createEffect(
    on(
      () => conversation()?.outbox().length,
      () => setAtEnd(true),
      { defer: true },
    ),
  );

  // What is seen is read.
  createEffect(() => {
    const open = conversation();
    const head = open?.view()?.head;
    if (open && head !== undefined && panel.isOpen() && atEnd() && !document.hidden) open.room.markRead(head);
  });

  return (
    <div
      ref={log}
      class="log scrolls"
      role="log"
      aria-live="off"
      aria-label={t("messages")}
      tabindex="0"
      onScroll={() => log && setAtEnd(log.scrollHeight - log.scrollTop - log.clientHeight < NEAR)}
    >
      <div
        ref={(element) => {
          content = element;
          grows.observe(content);
        }}
        class="log__content"
      >
        <Show when={conversation()?.view()?.more}>
          <button
            type="button"
            class="link log__earlier"
            onClick={() => void conversation()?.room.loadOlder()}
          >
            {t("earlier")}
          </button>
        </Show>
        <Show when={conversation()}>
          {(open) => <For each={open().keys()}>{(key) => <ItemRow conversation={open()} id={key} />}</For>}
        </Show>
        <FirstMessageRow />
        <Show when={conversation()}>{(open) => <TypingRow conversation={open()} />}</Show>
        <Show when={who().type === "waiting"}>
          <WaitingCard />
        </Show>
        <Show when={panel.isLeaving()}>
          <LeaveCard />
        </Show>
        <Show when={who().type === "closed"}>
          <EndedCard />
        </Show>
      </div>
    </div>
  );
}

function Foot() {
  const panel = usePanel();
  const view = () => panel.current()?.view() ?? null;
  const who = createMemo(() => whoAnswers(view()));
  const running = createMemo(
    () => view()?.messages.findLast(({ answer }) => answer?.state === "running")?.answer?.turn,
  );
  const stop = () => {
    const turn = running();
    const room = panel.current()?.room;
    return turn === undefined || room === undefined ? null : () => void room.stop(turn).catch(panel.failed);
  };
  const placeholder = () => {
    switch (who().type) {
      case "waiting":
        return t("writeWaiting");
      case "closed":
        return t("writeReopen");
      case "spent":
        return t("writePerson");
      case "person":
        return t("write");
      case "ai":
        return panel.isLeaving() ? t("writeMeanwhile") : t("write");
    }
  };
  const fine = () => {
    const { type } = who();
    if (type === "waiting") return t("fineWaiting");
    return type === "ai" ? t("finePrint") : "";
  };
  return (
    <Show
      when={panel.session()?.mayWrite ?? true}
      fallback={<p class="fine fine--alone">{t("mayNotWrite")}</p>}
    >
      <Composer placeholder={placeholder()} fine={fine()} onStop={stop()} />
    </Show>
  );
}
