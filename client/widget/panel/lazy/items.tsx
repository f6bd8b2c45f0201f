import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from "solid-js";
import type { Attachment } from "../../../../shared/attachments.ts";
import { isAgentId } from "../../../../shared/ids.ts";
import { shownRead } from "../../../../shared/cursors.ts";
import { t } from "../../../words/widget-talk.ts";
import { announce } from "../announcer.tsx";
import type { Conversation } from "../conversation.ts";
import { Face } from "../faces.tsx";
import { formatTime } from "../format.ts";
import { Icon } from "./icon.tsx";
import { lazyPart } from "../lazy-part.tsx";
import type { Item, Line } from "../log/log-of.ts";
import { usePanel } from "../panel.ts";
import { problemOf, problemOfCode } from "../words-of-errors.ts";
import { AnswerRow } from "./answer-row.tsx";

const Files = lazyPart<{ files: readonly Attachment[]; mine: boolean }>(() => import("./message-files.tsx"));

export type ItemOf<Type extends Item["type"]> = Extract<Item, { type: Type }>;

/** One entry of the log. Its key keeps its kind, so that it grows in place. */
export function ItemRow(props: { conversation: Conversation; id: string }) {
  const item = createMemo(() => props.conversation.item(props.id));
  const of = <Type extends Item["type"]>(type: Type): ItemOf<Type> | null => {
    const now = item();
    return now?.type === type ? (now as ItemOf<Type>) : null;
  };
  return (
    <Switch>
      <Match when={of("mine")}>{(mine) => <MineRow conversation={props.conversation} item={mine()} />}</Match>
      <Match when={of("answer")}>
        {(answer) => <AnswerRow conversation={props.conversation} item={answer()} />}
      </Match>
      <Match when={of("person")}>{(person) => <PersonRow item={person()} />}</Match>
      <Match when={of("line")}>{(line) => <LineRow line={line().line} />}</Match>
    </Switch>
  );
}

function MineRow(props: { conversation: Conversation; item: ItemOf<"mine"> }) {
  const panel = usePanel();
  const text = () => props.item.message?.text ?? props.item.entry?.text ?? "";
  const files = () => props.item.message?.attachments ?? props.item.entry?.attachments ?? [];
  const isGone = () => props.item.message?.deletedAt !== undefined;
  const failure = () => props.item.entry?.failure ?? null;
  const room = () => props.conversation.room;
  return (
    <div class="turn turn--mine">
      <span class="unseen">{t("you")}</span>
      <Show when={!isGone()} fallback={<p class="gone">{t("deleted")}</p>}>
        <Show when={files().length > 0}>
          <Files files={files()} mine={true} />
        </Show>
        <Show when={text() !== ""}>
          <p class="mine" dir="auto">
            {text()}
          </p>
        </Show>
      </Show>
      <Show when={failure()}>
        {(failed) => (
          <p class="receipt receipt--failed" role="alert">
            {t("notSent", { reason: problemOfCode(failed().code) })}
            <button type="button" class="link" onClick={() => void room().retry(entryId())}>
              {t("tryAgain")}
            </button>
            <button type="button" class="link" onClick={() => void navigator.clipboard?.writeText(text())}>
              {t("copy")}
            </button>
          </p>
        )}
      </Show>
      <Show when={props.item.entry !== null && failure() === null}>
        <p class="receipt">
          <Show
            when={isWaiting()}
            fallback={
              <>
                <Icon of="clock" size={14} /> {t("sending")}
              </>
            }
          >
            <Icon of="clock" size={14} /> {t("waitingForConnection")}
            <button
              type="button"
              class="link"
              onClick={() => void room().discard(entryId()).catch(panel.failed)}
            >
              {t("cancel")}
            </button>
          </Show>
        </p>
      </Show>
      <Show when={props.item.message !== null && props.item.isLast && !isGone()}>
        <Receipt conversation={props.conversation} seq={props.item.message?.seq ?? 0} />
      </Show>
    </div>
  );

  function entryId() {
    return props.item.entry?.id ?? ("" as never);
  }
  function isWaiting(): boolean {
    return props.conversation.connection().type !== "open" || !panel.isOnline();
  }
}

/** "Delivered", and of a person: "Read by Grace, 14:07". The AI never reads. */
function Receipt(props: { conversation: Conversation; seq: number }) {
  const [at, setAt] = createSignal<number | null>(null);
  const reader = createMemo(() => {
    const view = props.conversation.view();
    if (view === null) return null;
    const cursor = Object.values(view.cursors).find(
      (each) => each.user !== props.conversation.me && !isAgentId(each.user) && shownRead(each) >= props.seq,
    );
    return cursor === undefined ? null : { user: cursor.user, name: view.members[cursor.user]?.name ?? "" };
  });
  createEffect(
    on(
      () => reader()?.user,
      (user) => {
        setAt(null);
        if (user === undefined) return;
        props.conversation.room.receipts(props.seq).then(
          (receipts) => {
            const found =
              receipts.type === "named" ? receipts.people.find((each) => each.user === user) : undefined;
            if (found?.state === "read") setAt(found.readAt ?? null);
          },
          // Without the time, the name is said alone.
          () => undefined,
        );
      },
    ),
  );
  return (
    <p class="receipt">
      <Show
        when={reader()}
        fallback={
          <>
            {t("delivered")} <Icon of="check" size={15} />
          </>
        }
      >
        {(known) => (
          <>
            <Show when={at()} fallback={t("readBy", { name: known().name })}>
              {(time) => t("readByAt", { name: known().name, time: formatTime(time()) })}
            </Show>{" "}
            <Icon of="checks" size={15} />
          </>
        )}
      </Show>
    </p>
  );
}

/** The first message, while its conversation is made. */
export function FirstMessageRow() {
  const panel = usePanel();
  const message = () => panel.first();
  return (
    <Show when={message()}>
      {(first) => (
        <div class="turn turn--mine">
          <Show when={first().text !== ""}>
            <p class="mine" dir="auto">
              {first().text}
            </p>
          </Show>
          <Show
            when={first().problem}
            fallback={
              <p class="receipt">
                <Icon of="clock" size={14} /> {t("sending")}
              </p>
            }
          >
            {(problem) => (
              <p class="receipt receipt--failed" role="alert">
                {t("notSent", { reason: problemOf(problem()) })}
                <button type="button" class="link" onClick={() => void panel.beginConversation()}>
                  {t("tryAgain")}
                </button>
                <button
                  type="button"
                  class="link"
                  onClick={() => void navigator.clipboard?.writeText(first().text)}
                >
                  {t("copy")}
                </button>
              </p>
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}

function PersonRow(props: { item: ItemOf<"person"> }) {
  const message = () => props.item.message;
  const isGone = () => message().deletedAt !== undefined;
  const isHeld = () => {
    const state = message().moderation?.state;
    return state === "held" || state === "retracted";
  };
  createEffect(
    on(
      () => message().seq,
      () => {
        if (Date.now() - message().at < 10_000)
          announce(t("spokenWrote", { name: props.item.name, text: message().text }));
      },
    ),
  );
  return (
    <div class="turn turn--person" classList={{ "turn--grouped": !props.item.isFirst }}>
      <Show when={props.item.isLast} fallback={<span class="face-space" />}>
        <Face name={props.item.name} size={28} />
      </Show>
      <div class="person">
        <Show when={props.item.isFirst}>
          <p class="person__name">
            <bdi>{props.item.name}</bdi>, <time>{formatTime(message().at)}</time>
          </p>
        </Show>
        <Show when={!isGone() && !isHeld()} fallback={<p class="gone">{t(isGone() ? "deleted" : "held")}</p>}>
          <Show when={message().attachments}>{(files) => <Files files={files()} mine={false} />}</Show>
          <Show when={message().text !== ""}>
            <p class="bubble" dir="auto">
              {message().text}
            </p>
          </Show>
          <Show when={message().editedAt !== undefined}>
            <p class="person__name">{t("edited")}</p>
          </Show>
        </Show>
      </div>
    </div>
  );
}

/** Dots, only while a person's keys move. */
export function TypingRow(props: { conversation: Conversation }) {
  const who = createMemo(() => {
    const view = props.conversation.view();
    const user = Object.keys(view?.typing ?? {}).find(
      (each) => each !== props.conversation.me && !isAgentId(each),
    );
    return user === undefined ? null : (view?.members[user as keyof typeof view.members]?.name ?? null);
  });
  return (
    <Show when={who()}>
      {(name) => (
        <div class="turn turn--person">
          <Face name={name()} size={28} />
          <div class="bubble typing" role="img" aria-label={t("typingNow", { name: name() })}>
            <i />
            <i />
            <i />
          </div>
        </div>
      )}
    </Show>
  );
}

function LineRow(props: { line: Line }) {
  createEffect(() => {
    const { line } = props;
    if (line.what === "joined" && Date.now() - line.at < 10_000)
      announce(t("spokenJoined", { name: line.name }));
  });
  return (
    <p class="line">
      <span>
        {words(props.line)}
        <Show when={props.line.what === "joined"}>
          <br />
          {t("aiHasStopped")}
        </Show>
      </span>
    </p>
  );
}

function words(line: Line): string {
  const time = formatTime(line.at);
  switch (line.what) {
    case "joined":
      return t("joined", { name: line.name, time });
    case "closed":
      return t("closedAt", { name: line.name, time });
    case "left":
      return t("left", { name: line.name });
    case "handedBack":
      return t("handedBack", { name: line.name });
    case "youAsked":
      return t("youAsked", { time });
    case "youClosed":
      return t("youClosed", { time });
    case "youHandedBack":
    case "youStopped":
    case "youReopened":
      return t(line.what);
  }
}
