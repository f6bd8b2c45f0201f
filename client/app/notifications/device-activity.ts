import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { UserId } from "../../../shared/ids.ts";
import type { Activity } from "../../../shared/protocol/frames.ts";
import { createActivity } from "../../parts/lib/create-activity.ts";

/**
 * Times in ms. An active tab repeats that it is active every SAY_AGAIN. After BELIEVED_FOR without a repeat, the tab counts as gone,
 * because it may have crashed.
 */
const SAY_AGAIN = 60_000;
const BELIEVED_FOR = 150_000;

/**
 * Whether a person is active on this device, in any tab. A background tab cannot see the activity of other tabs, so the tabs tell each
 * other.
 */
export function createDeviceActivity(user: UserId): Accessor<Activity> {
  const own = createActivity();
  const tab = crypto.randomUUID();
  /** Other tabs with an active person, and when each last reported it (this device's clock, ms). */
  const [others, setOthers] = createSignal<ReadonlyMap<string, number>>(new Map());
  const channel = new BroadcastChannel(`parley:activity:${user}`);
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
