import { createSignal, onCleanup, type Accessor } from "solid-js";
import { IDLE_AFTER } from "../../../shared/limits.ts";
import type { Activity } from "../../../shared/protocol/frames.ts";

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"] as const;

/** Whether a person is active on this device. Without input for IDLE_AFTER the state becomes idle. */
export function createActivity(): Accessor<Activity> {
  const [activity, setActivity] = createSignal<Activity>("active");
  let timer = 0;
  const onSign = () => {
    setActivity("active");
    clearTimeout(timer);
    timer = window.setTimeout(() => setActivity("idle"), IDLE_AFTER);
  };
  onSign();
  for (const sign of SIGNS) addEventListener(sign, onSign, { passive: true });
  onCleanup(() => {
    clearTimeout(timer);
    for (const sign of SIGNS) removeEventListener(sign, onSign);
  });
  return activity;
}
