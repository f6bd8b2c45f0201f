import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { Activity } from "../../../shared/protocol/frames.ts";
import { createActivity } from "../../parts/lib/create-activity.ts";

const CHANNEL = "parley:activity";
/** A tab in which someone is active says so again; one that has crashed does not. Milliseconds. */
const SAY_AGAIN = 60_000;
const BELIEVED_FOR = 150_000;

/** Whether someone sits at this device, in any of its tabs: a tab in the background knows nothing of the others by itself. */
export function createDeviceActivity(): Accessor<Activity> {
  const own = createActivity();
  const tab = crypto.randomUUID();
  /** Other tabs in which someone is active, and when they said so last (this device's clock). */
  const [others, setOthers] = createSignal<ReadonlyMap<string, number>>(new Map());
  const channel = new BroadcastChannel(CHANNEL);
  const tell = (state: Activity) => channel.postMessage({ tab, state });
  channel.addEventListener("message", ({ data }: MessageEvent<{ tab: string; state: Activity | "?" }>) => {
    if (data.state === "?") return tell(own());
    const active = new Map(others());
    if (data.state === "active") active.set(data.tab, Date.now());
    else active.delete(data.tab);
    setOthers(active);
  });
  channel.postMessage({ tab, state: "?" });
  createEffect(() => tell(own()));
  const beat = setInterval(() => {
    if (own() === "active") tell("active");
    const heard = [...others()].filter(([, at]) => at > Date.now() - BELIEVED_FOR);
    if (heard.length < others().size) setOthers(new Map(heard));
  }, SAY_AGAIN);
  const leave = () => tell("idle");
  addEventListener("pagehide", leave);
  onCleanup(() => {
    clearInterval(beat);
    leave();
    removeEventListener("pagehide", leave);
    channel.close();
  });
  return () => (own() === "active" || others().size > 0 ? "active" : "idle");
}
