import { createSignal } from "solid-js";
import { messageOf } from "../api.ts";

/** A form's handler: one submission at a time, with its state and its error. */
export function createSubmit(work: () => Promise<void>) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string>();
  async function onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, onSubmit };
}
