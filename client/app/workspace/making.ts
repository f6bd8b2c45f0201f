import { createSignal } from "solid-js";

/** The kind of conversation that somebody is about to start. */
const [making, setMaking] = createSignal<"direct" | "group" | "session">();

export { making, setMaking };
