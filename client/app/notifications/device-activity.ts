import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { Activity } from "../../../shared/protocol/frames.ts";
import { createActivity } from "../workspace/create-activity.ts";

const CHANNEL = "parley:activity";

/** Whether someone sits at this device, in any of its tabs: a tab in the background knows nothing of the others by itself. */
export function createDeviceActivity(): Accessor<Activity> {
  const own = createActivity();
  const tab = crypto.randomUUID();
  const [others, setOthers] = createSignal<ReadonlySet<string>>(new Set());
  const channel = new BroadcastChannel(CHANNEL);
  const tell = (state: Activity) => channel.postMessage({ tab, state });
  channel.addEventListener("message", ({ data }: MessageEvent<{ tab: string; state: Activity | "?" }>) => {
    if (data.state === "?") return tell(own());
    const active = new Set(others());
    if (data.state === "active") active.add(data.tab);
    else active.delete(data.tab);
    setOthers(active);
  });
  channel.postMessage({ tab, state: "?" });
  createEffect(() => tell(own()));
  const leave = () => tell("idle");
  addEventListener("pagehide", leave);
  onCleanup(() => {
    leave();
    removeEventListener("pagehide", leave);
    channel.close();
  });
  return () => (own() === "active" || others().size > 0 ? "active" : "idle");
}
