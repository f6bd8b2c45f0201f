import { createSignal, onCleanup } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { Scheduled, ScheduledMessage } from "../../sdk/scheduled/types.ts";
import type { Inbox } from "../../sdk/types.ts";
import { makeContext } from "../contexts/make-context.ts";

/** Messages that are sent later. A room can be used without it. */
export interface ScheduledContext {
  /** Opened and loaded when it is first asked for. */
  load: () => Promise<Scheduled>;
  of: (room: RoomId) => readonly ScheduledMessage[];
}

const context = makeContext<ScheduledContext>("Scheduled");
export const { Provider: ScheduledProvider, find: findScheduled } = context;

/** The messages as a signal. */
export function createScheduled(inbox: Inbox): ScheduledContext {
  const [opened, setOpened] = createSignal<Scheduled | undefined>(undefined, { equals: false });
  let loading: Promise<Scheduled> | undefined;
  async function open(): Promise<Scheduled> {
    const sdk = await import("../../sdk/scheduled/index.ts");
    const scheduled = sdk.createScheduled(inbox);
    scheduled.subscribe(() => setOpened(scheduled));
    scheduled.load();
    return scheduled;
  }
  onCleanup(() => void loading?.then((scheduled) => scheduled.close()).catch(() => undefined));
  return {
    load: () => (loading ??= open()),
    of: (room) => opened()?.of(room) ?? [],
  };
}
