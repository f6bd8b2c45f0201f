import { For, Show, type ParentProps } from "solid-js";
import type { DeskConversation } from "../../../shared/desk.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { formatNumber, formatShort, formatUntil } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { now } from "../../parts/lib/now.ts";
import { t } from "../../words/desk.ts";
import { dueWords, urgencyOf } from "./due-words.ts";
import { useDesk } from "./desk-context.ts";

const MINUTE = 60_000;

/** A conversation in a list: who, what was said last, when it is due, and who has it. `children`: in place of what was said last. */
export function ConversationRow(props: ParentProps<{ conversation: DeskConversation }>) {
  const desk = useDesk();
  const name = () => props.conversation.visitor?.name || t("visitor");
  const said = () => {
    const { last } = props.conversation;
    if (last === null) return props.conversation.title;
    if (last.by === "agent") return t("aiWrote", { text: last.text });
    return last.user === desk.me ? t("youWrote", { text: last.text }) : last.text;
  };
  const writer = () => desk.answeringIn(props.conversation.room);
  return (
    <>
      <Avatar seed={props.conversation.visitor?.id ?? props.conversation.room} name={name()} />
      <span class="desk__row-texts">
        <span class="desk__row-head">
          <span class="desk__row-name one-line" dir="auto">
            {name()}
          </span>
          <Due conversation={props.conversation} />
        </span>
        <Show
          when={props.children}
          fallback={
            <span class="desk__row-said one-line" dir="auto">
              {said()}
            </span>
          }
        >
          {props.children}
        </Show>
        <span class="desk__row-foot">
          <Show when={props.conversation.priority !== "normal"}>
            <span
              class="desk__priority"
              classList={{ "desk__priority--high": props.conversation.priority === "high" }}
            >
              {props.conversation.priority === "high" ? t("priorityHigh") : t("priorityLow")}
            </span>
          </Show>
          <For each={props.conversation.tags}>{(tag) => <span class="desk__tag">{tag}</span>}</For>
          <Show when={props.conversation.notes > 0}>
            <span class="desk__notes">
              <Icon name="edit" size={14} /> {formatNumber(props.conversation.notes)}
            </span>
          </Show>
          <span class="desk__who one-line">
            <Show when={writer()} fallback={<Holder conversation={props.conversation} />}>
              {(other) => t("isWriting", { name: other().name })}
            </Show>
          </span>
        </span>
      </span>
    </>
  );
}

function Due(props: { conversation: DeskConversation }) {
  const since = () => props.conversation.dueSince;
  const minutes = () => Math.max(0, Math.floor((now() - (since() ?? 0)) / MINUTE));
  return (
    <Show when={props.conversation.dueAt} fallback={<Waits />}>
      {(dueAt) => <Promised dueAt={dueAt()} />}
    </Show>
  );

  /** Nothing is promised. */
  function Waits() {
    return (
      <Show
        when={since() !== null}
        fallback={
          <span class="desk__due">
            {props.conversation.snoozedUntil !== null && props.conversation.snoozedUntil > now()
              ? formatUntil(props.conversation.snoozedUntil, now())
              : props.conversation.state === "person"
                ? t("visitorsTurn")
                : formatShort(props.conversation.last?.at ?? props.conversation.createdAt, now())}
          </span>
        }
      >
        <span
          class="desk__due"
          classList={{ "desk__due--soon": minutes() >= 2, "desk__due--late": minutes() >= 5 }}
        >
          <Show when={minutes() >= 5} fallback={<Icon name="clock" size={14} />}>
            <Icon name="warning" size={14} />
          </Show>{" "}
          {t("waitsMinutes", { count: minutes() })}
        </span>
      </Show>
    );
  }
}

/** When a promised answer is due: by words, sign and colour. */
function Promised(props: { dueAt: number }) {
  const desk = useDesk();
  const urgency = () => urgencyOf(props.dueAt, desk.now());
  return (
    <span
      class="desk__due"
      classList={{
        "desk__due--later": urgency() === "later",
        "desk__due--soon": urgency() === "soon",
        "desk__due--late": urgency() === "late",
      }}
    >
      <Icon name={urgency() === "late" ? "warning" : "clock"} size={14} /> {dueWords(props.dueAt, desk.now())}
    </span>
  );
}

function Holder(props: { conversation: DeskConversation }) {
  const desk = useDesk();
  const place = () => props.conversation.place;
  return (
    <Show
      when={props.conversation.assignee}
      fallback={
        <Show when={place()} fallback={props.conversation.state === "ai" ? t("aiAnswers") : t("nobody")}>
          {(count) => t("inLine", { count: count() })}
        </Show>
      }
    >
      {(assignee) => (assignee() === desk.me ? t("youShort") : desk.nameOf(assignee()))}
    </Show>
  );
}
