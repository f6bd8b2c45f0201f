import { createMemo, Match, Show, Switch } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";
import { sortByCursors } from "./group-receipts.ts";

// Loaded when a list is opened for the first time.
const ReceiptList = lazyPart(() => import("./receipt-list.tsx"));

/** The delivery state of a message of this person: waiting, sent, delivered to someone, read by someone, read by all. */
export function Receipt(props: { message: Message | undefined }) {
  return (
    <Show
      when={props.message}
      fallback={
        <span class="receipt receipt--sending" role="img" aria-label={t("notSentYet")}>
          <Icon name="clock" size={14} />
        </span>
      }
    >
      {(message) => <Sent message={message()} />}
    </Show>
  );
}

function Sent(props: { message: Message }) {
  const room = useRoom();
  const sorted = createMemo(() => sortByCursors(room, props.message));
  const label = () => {
    const { read, delivered, rest } = sorted();
    if (read.length > 0) return t(delivered.length + rest.length === 0 ? "readByAll" : "readBySome");
    return t(delivered.length > 0 ? "delivered" : "sent");
  };
  return (
    <Popover
      label={label()}
      triggerClass={`receipt ${sorted().read.length > 0 ? "receipt--read" : ""}`}
      class="receipt-list"
      trigger={
        <Switch fallback={<Icon name="check" size={14} />}>
          <Match when={sorted().read.length + sorted().delivered.length > 0}>
            <Icon name="checks" size={16} />
          </Match>
        </Switch>
      }
    >
      {() => <ReceiptList message={props.message} />}
    </Popover>
  );
}
