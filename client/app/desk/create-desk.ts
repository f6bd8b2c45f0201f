import { createMemo, createSignal, onCleanup, onMount } from "solid-js";
import { paths } from "../../../shared/api.ts";
import {
  ANSWERING_EXPIRY,
  type DeskView,
  dueFirst,
  QUEUES,
  queuesOf,
  type Queue,
} from "../../../shared/desk.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { ClientContext } from "../../parts/contexts/client-context.ts";
import type { PeopleContext } from "../../parts/contexts/people-context.ts";
import { deviceId } from "../../parts/lib/device.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { localStore } from "../../parts/lib/local-store.ts";
import { now } from "../../parts/lib/now.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { Desk } from "../../sdk/desk/index.ts";
import { t } from "../../words/desk.ts";
import { createTick } from "./create-tick.ts";
import { createDeskSearch } from "./create-desk-search.ts";
import type { DeskContextValue } from "./desk-context.ts";

const QUEUE_KEY = "parley:desk-queue";

/** Opens the desk. It closes with its owner. */
export function createDesk(
  { organization, me }: ClientContext,
  people: PeopleContext | undefined,
): DeskContextValue {
  const [view, setView] = createSignal<DeskView | null>(null);
  const [isConnected, setConnected] = createSignal(true);
  const [answering, setAnswering] = createSignal<ReadonlyMap<RoomId, { user: UserId; name: string }>>(
    new Map(),
  );
  const timers = new Map<RoomId, ReturnType<typeof setTimeout>>();
  const desk = new Desk({
    device: deviceId(),
    url: () =>
      Promise.resolve(`${location.origin.replace(/^http/, "ws")}${paths.deskSocket(organization)}?for=${me}`),
    changed: () => {
      setView(desk.view);
      setConnected(desk.connection.type === "open" || desk.connection.type === "connecting");
    },
    answering: ({ room, user, name, on }) => {
      clearTimeout(timers.get(room));
      const next = new Map(answering());
      if (on) next.set(room, { user, name });
      else next.delete(room);
      setAnswering(next);
      if (on)
        timers.set(
          room,
          setTimeout(() => forget(room), ANSWERING_EXPIRY),
        );
    },
  });
  function forget(room: RoomId): void {
    const next = new Map(answering());
    next.delete(room);
    setAnswering(next);
  }
  const tell = () => desk.setOnline(navigator.onLine);
  onMount(() => {
    addEventListener("online", tell);
    addEventListener("offline", tell);
  });
  onCleanup(() => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
    for (const timer of timers.values()) clearTimeout(timer);
    desk.close();
  });

  const kept = localStore.read(QUEUE_KEY);
  const [queue, setQueue] = createSignal<Queue>(QUEUES.find((name) => name === kept) ?? "new");
  const [tag, setTag] = createSignal<string | null>(null);
  const search = createDeskSearch(organization);
  /** What was found, in its order, as the desk knows it now. */
  const found = () =>
    (search.hits() ?? []).map(
      ({ conversation }) => view()?.conversations.get(conversation.room) ?? conversation,
    );
  const queued = createMemo(() =>
    [...(view()?.conversations.values() ?? [])]
      .filter((each) => {
        const only = tag();
        if (only !== null) return each.state !== "closed" && each.tags.includes(only);
        return queuesOf(each, me, now()).includes(queue());
      })
      .sort(dueFirst),
  );
  const list = createMemo(() => (search.isActive() ? found() : queued()));
  return {
    desk,
    search,
    view,
    isConnected,
    me,
    now: createTick(),
    queue,
    tag,
    setTag: (next) => {
      search.setText("");
      setTag(next);
    },
    setQueue: (next) => {
      search.setText("");
      setTag(null);
      setQueue(next);
      localStore.write(QUEUE_KEY, next);
    },
    list,
    answeringIn: (room) => answering().get(room) ?? null,
    nameOf: (user) =>
      view()?.here.find((each) => each.user === user)?.name ??
      people?.people()?.find((each) => each.id === user)?.name ??
      t("nobody"),
    attempt: async (work) => {
      try {
        await work();
        return true;
      } catch (error) {
        showToast({ text: t("cut", { reason: messageOf(error) }), isProblem: true });
        return false;
      }
    },
  };
}
