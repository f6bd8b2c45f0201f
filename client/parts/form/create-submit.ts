import { createAction } from "./create-action.ts";

/** A form's submit handler. It runs once at a time and has signals for its state and its error. */
export function createSubmit(work: () => Promise<void>) {
  const { busy, error, run } = createAction(work);
  function onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    return run();
  }
  return { busy, error, onSubmit };
}
