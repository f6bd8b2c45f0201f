import { createSignal } from "solid-js";
import { messageOf } from "../lib/http.ts";

/** An action that runs once at a time, with signals for "running" and for the last error. */
export function createAction(work: () => Promise<void>) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string>();
  async function run(): Promise<void> {
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
  return { busy, error, run };
}
