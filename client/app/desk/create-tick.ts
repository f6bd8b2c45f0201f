import { createSignal, onCleanup, type Accessor } from "solid-js";

/** The current time as a signal, from one timer for the whole desk: countdowns in minutes are right to a few seconds. */
export function createTick(every = 5_000): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), every);
  // A page that slept shows the right time at once.
  const woke = () => setNow(Date.now());
  document.addEventListener("visibilitychange", woke);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", woke);
  });
  return now;
}
