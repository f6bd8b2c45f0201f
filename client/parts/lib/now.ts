import { createSignal } from "solid-js";

const MINUTE = 60_000;
const [now, setNow] = createSignal(Date.now());
// The timer makes "Today" become "Yesterday" without a reload.
setInterval(() => setNow(Date.now()), MINUTE);

/** The current time as a signal that updates once a minute. It serves texts that are relative to now. */
export { now };
