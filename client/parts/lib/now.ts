import { createSignal } from "solid-js";

const MINUTE = 60_000;
const [now, setNow] = createSignal(Date.now());
// "Today" becomes "Yesterday" without a reload.
setInterval(() => setNow(Date.now()), MINUTE);

/** The time, to the minute, as a signal: for what is shown relative to it. */
export { now };
