import { createMemo, createUniqueId, For, Match, Show, Switch } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import { MAX_RECEIPT_MEMBERS } from "../../../../shared/limits.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { formatFull, formatMoment } from "../../../ui/format.ts";
import { now } from "../../../parts/lib/now.ts";
import { findInbox } from "../../../parts/contexts/inbox-context.ts";
import { BotMark } from "../../../parts/people/bot-mark.tsx";
import { Handle } from "../../../parts/people/handle.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/message-actions.ts";
import { createReceipts } from "./create-receipts.ts";
import { groupReceipts, sortByCursors } from "./group-receipts.ts";

/** Who has received and read a message of this person, and when. In a large room it shows only how many have read it. */
export default function ReceiptList(props: { message: Message }) {
  const room = useRoom();
  const receipts = createReceipts(room, props.message.seq);
  const counted = createMemo(() => {
    const told = receipts();
    return told?.type === "counted" ? told : undefined;
  });
  const named = createMemo(() => {
    const told = receipts();
    if (told?.type === "named") return groupReceipts(told.people);
    // A grouping from the cursors until the room has answered. In a large room the cursors are unknown.
    return room.here().length > MAX_RECEIPT_MEMBERS ? undefined : sortByCursors(room, props.message);
  });
  return (
    <>
      <Switch fallback={<p class="receipt-list__note">{t("loadingReceipts")}</p>}>
        <Match when={counted()}>
          {(count) => (
            <Show when={!count().hidden}>
              <p class="receipt-list__count" role="status">
                {t("readByOf", { read: count().read, of: count().of })}
              </p>
            </Show>
          )}
        </Match>
        <Match when={named()}>
          {(people) => (
            <>
              <People
                title={t("readBy")}
                people={people().read.map(({ user, readAt, deliveredAt }) => ({
                  user,
                  at: readAt,
                  before: deliveredAt,
                }))}
              />
              <People
                title={t("deliveredTo")}
                people={people().delivered.map(({ user, deliveredAt: at }) => ({ user, at }))}
              />
              <People title={t("notDelivered")} people={people().rest} />
            </>
          )}
        </Match>
      </Switch>
      <Show when={receipts()?.hidden}>
        <Hidden />
      </Show>
    </>
  );
}

interface Reached {
  user: UserId;
  at?: number | undefined;
  /** When the message was delivered, ms. */
  before?: number | undefined;
}

function People(props: { title: string; people: readonly Reached[] }) {
  const room = useRoom();
  const id = createUniqueId();
  return (
    <Show when={props.people.length > 0}>
      <p class="menu__label" id={id}>
        {props.title}
      </p>
      <ul class="plain receipt-list__people" aria-labelledby={id}>
        <For each={props.people}>
          {(person) => (
            <li class="receipt-list__person">
              <span class="name one-line">{room.nameOf(person.user)}</span>
              <BotMark user={person.user} />
              <Handle user={person.user} />
              <Show when={person.at}>{(at) => <Moment at={at()} />}</Show>
              <Show when={differing(person)}>
                {(before) => (
                  <span class="receipt-list__before">
                    {t.rich("deliveredAt", { time: <Moment at={before()} /> })}
                  </span>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function Moment(props: { at: number }) {
  return (
    <time class="receipt-list__time" dateTime={new Date(props.at).toISOString()} title={formatFull(props.at)}>
      {formatMoment(props.at, now())}
    </time>
  );
}

/** The time of delivery, unless it is displayed like the time of reading. */
function differing({ at, before }: Reached): number | undefined {
  if (before === undefined || at === undefined) return before;
  return formatMoment(before, now()) === formatMoment(at, now()) ? undefined : before;
}

function Hidden() {
  const preferences = findInbox()?.preferences;
  return (
    <p class="receipt-list__note">
      {t(preferences?.()?.privateReading ? "readingPrivately" : "readPrivately")}
    </p>
  );
}
