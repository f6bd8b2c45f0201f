import { A } from "@solidjs/router";
import { createMemo, For, Match, type ParentProps, Show, Switch } from "solid-js";
import type { DeskConversation } from "../../../shared/desk.ts";
import { formatUntil } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { now } from "../../parts/lib/now.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { t } from "../../words/desk.ts";
import { t as td } from "../../words/desk-due.ts";
import type { Actions } from "./create-actions.ts";
import { dueAnnouncement, dueWords, urgencyOf } from "./due-words.ts";
import { useDesk } from "./desk-context.ts";

/** What the conversation is about, what can be done with it, and who answers. */
export function DeskHeader(props: {
  conversation: DeskConversation;
  actions: Actions;
  home: string;
  onPanel: () => void;
}) {
  const desk = useDesk();
  const assignee = () => props.conversation.assignee;
  const isClosed = () => props.conversation.state === "closed";
  const snoozed = () => {
    const until = props.conversation.snoozedUntil;
    return until !== null && until > now() ? until : undefined;
  };
  const name = () => props.conversation.visitor?.name || t("visitor");
  return (
    <>
      <header class="desk__head desk__head--conversation">
        <A class="icon-button desk__to-list" href={props.home} aria-label={t("backToList")}>
          <Icon name="back" />
        </A>
        <div class="desk__head-texts">
          <h1 class="desk__title one-line" dir="auto">
            {props.conversation.title || name()}
          </h1>
          <p class="desk__head-line">
            <Show when={props.conversation.priority !== "normal"}>
              <span
                class="desk__priority"
                classList={{ "desk__priority--high": props.conversation.priority === "high" }}
              >
                {props.conversation.priority === "high" ? t("priorityHigh") : t("priorityLow")}
              </span>
            </Show>
            <For each={props.conversation.tags}>{(tag) => <span class="desk__tag">{tag}</span>}</For>
            <button
              type="button"
              class="desk__tag desk__tag--add"
              aria-keyshortcuts="L"
              onClick={() => props.actions.show("tags")}
            >
              <Icon name="plus" size={12} /> {t("tag")}
            </button>
            <Show when={snoozed()}>
              {(until) => t("snoozedUntil", { time: formatUntil(until(), now()) })}
            </Show>
          </p>
        </div>
        <div class="desk__actions">
          <HeaderAction letter="A" onClick={() => props.actions.show("assign")}>
            <Show when={assignee()} fallback={<Icon name="person" size={16} />}>
              {(user) => <MemberAvatar user={user()} name={desk.nameOf(user())} size="s" />}
            </Show>
            {assignee() === null
              ? t("nobody")
              : assignee() === desk.me
                ? t("youShort")
                : desk.nameOf(assignee() ?? desk.me)}
          </HeaderAction>
          <HeaderAction letter="Z" label={t("snooze")} onClick={() => props.actions.show("snooze")}>
            <Icon name="moon" size={16} />
          </HeaderAction>
          <HeaderAction letter="E" disabled={isClosed()} onClick={() => void props.actions.close()}>
            <Icon name="check" size={16} /> {isClosed() ? t("closed") : t("close")}
          </HeaderAction>
          <IconButton
            icon="panel"
            class="desk__to-panel"
            label={t("openPanel")}
            onClick={() => props.onPanel()}
          />
        </div>
      </header>
      <Floor conversation={props.conversation} actions={props.actions} />
      <div role="status">
        <Show when={desk.answeringIn(props.conversation.room)}>
          {(other) => (
            <p class="desk__collision">
              {t("answersHere", { name: other().name })}{" "}
              <button type="button" class="button button--small" onClick={() => props.actions.move(1)}>
                {t("leaveIt", { name: other().name })}
              </button>
            </p>
          )}
        </Show>
      </div>
    </>
  );
}

/** A button of the header with the letter that does the same. */
function HeaderAction(
  props: ParentProps<{ letter: string; label?: string; disabled?: boolean; onClick: () => void }>,
) {
  return (
    <button
      type="button"
      class="button button--small"
      aria-keyshortcuts={props.letter}
      aria-label={props.label}
      disabled={props.disabled}
      onClick={() => props.onClick()}
    >
      {props.children}
      <kbd class="key" aria-hidden="true">
        {props.letter}
      </kbd>
    </button>
  );
}

/** One line that always says who answers, with the way to change it. */
function Floor(props: { conversation: DeskConversation; actions: Actions }) {
  const desk = useDesk();
  const name = () => props.conversation.visitor?.name || t("visitor");
  const holder = () => props.conversation.takeover;
  const isMine = () => holder() === desk.me;
  const place = () => props.conversation.place;
  return (
    <div class="desk__floor" classList={{ "desk__floor--ai": holder() === null }} role="status">
      <Icon name={holder() === null ? "sparkle" : "person"} size={16} />
      <span class="desk__floor-text">
        <Switch>
          <Match when={props.conversation.state === "closed"}>{t("isClosed")}</Match>
          <Match when={isMine()}>{t("youHaveFloor")}</Match>
          <Match when={holder()}>{(user) => t("otherHasFloor", { name: desk.nameOf(user()) })}</Match>
          <Match when={props.conversation.state === "waiting"}>
            {t("aiHasFloor")} {t("waitsForPerson", { name: name() })}{" "}
            <Show when={place()}>{(count) => t("inLine", { count: count() })}</Show>
          </Match>
          <Match when>{t("aiHasFloor")}</Match>
        </Switch>
      </span>
      <Show when={props.conversation.dueAt}>{(dueAt) => <AnswerDue dueAt={dueAt()} />}</Show>
      <Show
        when={isMine()}
        fallback={
          <button
            type="button"
            class="button button--small button--primary"
            aria-keyshortcuts="T"
            onClick={() => void props.actions.takeOver()}
          >
            {t("takeOver")}
            <kbd class="key" aria-hidden="true">
              T
            </kbd>
          </button>
        }
      >
        <button
          type="button"
          class="button button--small"
          aria-keyshortcuts="H"
          onClick={() => void props.actions.handBack()}
        >
          {t("handBack")}
          <kbd class="key" aria-hidden="true">
            H
          </kbd>
        </button>
      </Show>
    </div>
  );
}

/** The countdown of a promised answer. Only its last minutes are said aloud. */
function AnswerDue(props: { dueAt: number }) {
  const desk = useDesk();
  const urgency = () => urgencyOf(props.dueAt, desk.now());
  const when = () => dueWords(props.dueAt, desk.now());
  const said = createMemo(() => dueAnnouncement(props.dueAt, desk.now()));
  return (
    <>
      <span
        class="desk__due"
        // The line around it is said aloud as a whole.
        aria-live="off"
        classList={{
          "desk__due--later": urgency() === "later",
          "desk__due--soon": urgency() === "soon",
          "desk__due--late": urgency() === "late",
        }}
      >
        <Icon name={urgency() === "late" ? "warning" : "clock"} size={16} />{" "}
        {urgency() === "late" ? td("answerLate", { when: when() }) : td("answerDue", { when: when() })}
      </span>
      <span class="visually-hidden">{said()}</span>
    </>
  );
}
