import { createSignal } from "solid-js";

const [said, setSaid] = createSignal("");

/** Says a whole sentence to a screen reader, politely. The same sentence twice is said twice. */
export function announce(sentence: string): void {
  // A region whose text stays the same says nothing.
  setSaid((before) => (before === sentence ? `${sentence}\u00a0` : sentence));
}

export function Announcer() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said()}
    </div>
  );
}
