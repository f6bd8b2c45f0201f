import { createSignal } from "solid-js";
import { messageOf } from "../lib/http.ts";

/** An action that runs once at a time, with signals for "running" and for the last error. */
export function createAction<Args extends unknown[]>(work: (...args: Args) => Promise<void>) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string>();
  async function run(...args: Args): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setError(undefined);
    try {
      await work(...args);
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, run };
}
