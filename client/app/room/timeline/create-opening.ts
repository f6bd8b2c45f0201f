import { createEffect, onCleanup, onMount, untrack, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { findInbox } from "../../../parts/contexts/inbox-context.ts";
import type { RoomContextValue } from "../room-context.tsx";
import type { History } from "./create-history.ts";
import type { End } from "./create-stick-to-end.ts";
import { findFirstUnread } from "./find-first-unread.ts";
import { holds, type Row } from "./row.ts";

/** Time for the list to measure rows while it scrolls to the first place, ms. Before that it shows rows near its top. */
const SETTLING = 200;
/** Maximum number of pages that are loaded to reach the first unread message. If they do not reach it, the person scrolls up further. */
const MAX_PAGES = 20;

/**
 * Decides where a room opens: at the message that the address names; else at the first message that the badge counts; else at the first
 * new message; else at the end. The copy that this device stored is shown first and may lack new messages. So the place is determined
 * again when the room's state arrives, unless the person has touched the list. Returns whether the place was found. Before that, nothing
 * on screen counts as read.
 */
export function createOpening(list: {
  room: RoomContextValue;
  handle: Accessor<VirtualizerHandle | undefined>;
  keys: Accessor<readonly string[]>;
  row: (key: string) => Row | undefined;
  history: History;
  end: End;
  oldest: () => Seq;
  readBefore: Accessor<Seq | null>;
  /** Resolves to whether the message is shown in this list. */
  jumpTo: (seq: Seq) => Promise<boolean>;
  onOpened: () => void;
}): () => boolean {
  const { room, end, readBefore } = list;
  // The badge of the room counts nothing of a thread.
  const inbox = room.thread === undefined ? findInbox() : undefined;
  let isOpened = false;
  let isGone = false;
  let timer = 0;
  onCleanup(() => {
    isGone = true;
    clearTimeout(timer);
  });

  /** `isFirst`: the list has no place yet. Then only a person who has moved it keeps it where it is; later, one who has touched it. */
  async function open(isFirst: boolean): Promise<void> {
    const isTaken = () => isGone || (isFirst ? end.isMoved() : !end.isUntouched());
    const named = room.thread === undefined ? namedByAddress() : room.aim?.();
    if (named !== undefined && (await list.jumpTo(named))) return;
    const read = readBefore();
    const cause = inbox && untrack(room.isCurrent) ? await findFirstUnread(inbox, room.room.id, read) : null;
    if (isTaken()) return;
    const first = cause ?? (read === null ? null : read + 1);
    if (first === null) return end.go();
    end.leave();
    // The badge may count messages that are older than the loaded page.
    for (let pages = 0; pages < MAX_PAGES && list.oldest() > first; pages++) {
      // Without a connection only the stored copy is shown.
      if (!untrack(room.isCurrent) || !(await list.history.load())) break;
    }
    if (isTaken()) return end.arrived();
    const at = list.keys().findIndex((key) => {
      const row = list.row(key);
      return cause === null ? row?.unread : holds(row, cause);
    });
    if (at < 0) return end.go();
    list.handle()?.scrollToIndex(at, { align: "start" });
    end.arrived();
  }
  function settle(): void {
    if (isGone) return;
    timer = window.setTimeout(() => {
      isOpened = true;
      list.onOpened();
    }, SETTLING);
  }
  const wasCurrent = untrack(room.isCurrent);
  const first = new Promise<void>((resolve) => {
    onMount(() => requestAnimationFrame(() => resolve(open(true))));
  });
  let isCurrent = false;
  createEffect(() => {
    if (isCurrent || !room.isCurrent()) return;
    isCurrent = true;
    void first.then(() => (wasCurrent || !end.isUntouched() ? undefined : open(false))).finally(settle);
  });
  return () => isOpened;
}

function namedByAddress(): Seq | undefined {
  const named = /^#m(\d+)$/.exec(location.hash)?.[1];
  return named === undefined ? undefined : Number(named);
}
