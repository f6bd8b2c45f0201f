import { CLOSE } from "../../../shared/protocol/codes.ts";
import { reloadOnce } from "../lib/reload-once.ts";
import type { Session } from "./session.tsx";

/** What a page does when the inbox's socket will not reconnect by itself. */
export function whenStopped(session: Session): (code: number) => void {
  return (code) => {
    if (code === CLOSE.unauthenticated) session.end();
    else if (code === CLOSE.upgradeRequired) reloadOnce();
    // The person is no longer in the organization, or somebody else is signed in. Loading /api/me again shows that.
    else void session.refresh();
  };
}
