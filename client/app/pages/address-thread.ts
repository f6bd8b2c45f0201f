import { useLocation, useNavigate } from "@solidjs/router";
import { createMemo } from "solid-js";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { OpenThreads } from "../room/room-place.ts";

/** Marks an entry of the history that opened a thread: going back from it closes the thread. */
const OPENED = { opened: "thread" };

const isOpened = (state: unknown): boolean =>
  typeof state === "object" && state !== null && "opened" in state && state.opened === OPENED.opened;

/** The thread that the address names: `?thread=41`. So the back gesture of a phone closes it, and a link opens it. */
export function createAddressThread(): OpenThreads {
  const location = useLocation();
  const navigate = useNavigate();
  const root = createMemo((): Seq | null => {
    const named = location.query["thread"];
    const seq = typeof named === "string" && /^[1-9]\d{0,15}$/.test(named) ? Number(named) : null;
    return seq !== null && Number.isSafeInteger(seq) ? seq : null;
  });
  const go = (search: string, replace: boolean, state: object | null): void =>
    navigate(location.pathname + search, { replace, resolve: false, scroll: false, state });
  return {
    root,
    open: (seq) =>
      go(`?thread=${seq}`, root() !== null, root() === null || isOpened(location.state) ? OPENED : null),
    close() {
      if (root() === null) return;
      if (isOpened(location.state)) history.back();
      else go("", true, null);
    },
  };
}
