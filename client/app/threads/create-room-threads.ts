import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { FollowedThread, ThreadList } from "../../../shared/api-rooms.ts";
import { paths } from "../../../shared/api.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../parts/lib/http.ts";

/** Threads of a room that are asked for at once. */
const LIMIT = 20;

/** The threads of a room that the person follows: those with unread replies first, and then the one that changed last. */
export function createRoomThreads(entry: Accessor<InboxEntry>) {
  const { organization } = useClient();
  const [items, setItems] = createSignal<readonly FollowedThread[]>([]);
  const [next, setNext] = createSignal<Seq | null>(null);
  const [loading, setLoading] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  let latest = 0;
  onCleanup(() => (latest = -1));

  const ask = (query: string): Promise<ThreadList> =>
    call<ThreadList>("GET", `${paths.threads(organization, entry().room)}?limit=${LIMIT}${query}`);

  /** Asks for the beginning anew, whenever the room says that something has changed. */
  async function load(): Promise<void> {
    const asked = ++latest;
    await attempt(async () => {
      const hasUnread = (entry().threads?.unread ?? 0) > 0;
      const [unread, newest] = await Promise.all([hasUnread ? ask("&unread=true") : undefined, ask("")]);
      if (asked !== latest) return;
      setItems(sorted([...(unread?.items ?? []), ...newest.items]));
      setNext(newest.next);
    });
  }
  async function loadMore(): Promise<void> {
    const before = next();
    if (before === null || loading()) return;
    const asked = latest;
    await attempt(async () => {
      const page = await ask(`&before=${before}`);
      if (asked !== latest) return;
      setItems(sorted([...items(), ...page.items]));
      setNext(page.next);
    });
  }
  async function attempt(work: () => Promise<void>): Promise<void> {
    setLoading(true);
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setLoading(false);
    }
  }
  const state = createMemo(() => {
    const { head, epoch, threads } = entry();
    return [head, epoch, threads?.unread, threads?.moves].join();
  });
  createEffect(on(state, () => void load()));
  return { items, more: () => next() !== null, loading, problem, loadMore };
}

/** Each once, and those with unread replies first. */
function sorted(threads: readonly FollowedThread[]): FollowedThread[] {
  const byRoot = new Map(threads.map((thread) => [thread.root, thread]));
  return [...byRoot.values()].sort((a, b) => Math.sign(b.unread) - Math.sign(a.unread));
}
