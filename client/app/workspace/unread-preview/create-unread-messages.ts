import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { UnreadMessages, InboxEntry } from "../../../../shared/protocol/inbox-frames.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";

export type UnreadMessagesState =
  { type: "loading" } | { type: "failed"; message: string } | { type: "known"; unread: UnreadMessages };

/**
 * The messages that this entry's badge counts. They are requested again whenever the badge changes; the previous ones are shown until the
 * response arrives.
 */
export function createUnreadMessages(entry: Accessor<InboxEntry>) {
  const { inbox } = useInbox();
  const [state, setState] = createSignal<UnreadMessagesState>({ type: "loading" });
  let latest = 0;
  onCleanup(() => (latest = -1));

  async function load(): Promise<void> {
    const asked = ++latest;
    try {
      const unread = await inbox.unreadMessages(entry().room);
      if (asked === latest) setState({ type: "known", unread });
    } catch (error) {
      if (asked === latest) setState({ type: "failed", message: messageOf(error) });
    }
  }
  const counted = createMemo(() => {
    const { head, unread, mentions, read, settings, threads } = entry();
    return [head, unread, mentions, read, settings?.muted === true, threads?.unread, threads?.moves].join();
  });
  createEffect(on(counted, () => void load()));
  return { state, load };
}
