import type { UserId } from "../../../../shared/ids.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { PersonReadReceipt } from "../../../../shared/protocol/frames.ts";
import type { RoomContextValue } from "../room-context.tsx";

type Receipt<State> = Extract<PersonReadReceipt, { state: State }>;

export interface GroupedReceipts {
  read: Receipt<"read">[];
  delivered: Receipt<"delivered">[];
  rest: Receipt<"sent">[];
}

/** A first grouping from the cursors, which are known at once but have no times. */
export function sortByCursors(room: RoomContextValue, { seq }: Message): GroupedReceipts {
  const cursors = room.cursors();
  const stateOf = (user: UserId): PersonReadReceipt["state"] => {
    const { read = 0, delivered = 0 } = cursors[user] ?? {};
    if (read >= seq) return "read";
    return delivered >= seq ? "delivered" : "sent";
  };
  const others = room.people().filter(({ user }) => user !== room.me);
  return groupReceipts(others.map(({ user }) => ({ user, state: stateOf(user) })));
}

/** Sorts by time, earliest first. Entries without a known time come last. */
export function groupReceipts(receipts: readonly PersonReadReceipt[]): GroupedReceipts {
  const [read, delivered, rest]: [Receipt<"read">[], Receipt<"delivered">[], Receipt<"sent">[]] = [
    [],
    [],
    [],
  ];
  for (const receipt of receipts) {
    if (receipt.state === "read") read.push(receipt);
    else if (receipt.state === "delivered") delivered.push(receipt);
    else rest.push(receipt);
  }
  read.sort((a, b) => (a.readAt ?? Infinity) - (b.readAt ?? Infinity) || 0);
  delivered.sort((a, b) => (a.deliveredAt ?? Infinity) - (b.deliveredAt ?? Infinity) || 0);
  return { read, delivered, rest };
}
