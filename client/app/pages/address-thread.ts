import { useLocation, useNavigate } from "@solidjs/router";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { OpenThreads } from "../room/room-place.ts";

/** The thread that the address names: `?thread=41`. So the back gesture of a phone closes it, and a link opens it. */
export function createAddressThread(): OpenThreads {
  const location = useLocation();
  const navigate = useNavigate();
  const root = (): Seq | null => Number(location.query["thread"]) || null;
  /** Going back from the address closes the thread. */
  let isBack = false;
  function go(search: string, replace: boolean): void {
    navigate(location.pathname + search, { replace, resolve: false, scroll: false });
  }
  return {
    root,
    open(seq) {
      isBack ||= root() === null;
      go(`?thread=${seq}`, root() !== null);
    },
    close() {
      if (root() === null) return;
      if (isBack) history.back();
      else go("", true);
      isBack = false;
    },
  };
}
