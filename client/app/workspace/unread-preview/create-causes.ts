import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Causes, InboxEntry } from "../../../../shared/protocol/inbox-frames.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";

export type CausesState =
  { type: "loading" } | { type: "failed"; message: string } | { type: "known"; causes: Causes };

/** What the badge of this entry counts: asked for again whenever it changes. What was there stays until the answer. */
export function createCauses(entry: Accessor<InboxEntry>) {
  const { inbox } = useInbox();
  const [state, setState] = createSignal<CausesState>({ type: "loading" });
  let latest = 0;
  onCleanup(() => (latest = -1));

  async function load(): Promise<void> {
    const asked = ++latest;
    try {
      const causes = await inbox.causes(entry().room);
      if (asked === latest) setState({ type: "known", causes });
    } catch (error) {
      if (asked === latest) setState({ type: "failed", message: messageOf(error) });
    }
  }
  const counted = createMemo(() => {
    const { head, unread, mentions, read, settings } = entry();
    return [head, unread, mentions, read, settings?.muted === true].join();
  });
  createEffect(on(counted, () => void load()));
  return { state, load };
}
