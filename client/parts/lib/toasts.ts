import { createSignal } from "solid-js";

export interface Toast {
  text: string;
  /** Takes back what the text tells. */
  undo?: () => void;
  isProblem?: true;
}

const [toast, setToast] = createSignal<Toast | null>(null);

/** What was just done, or went wrong: one at a time, the newest. */
export { toast };

export function showToast(next: Toast): void {
  setToast(next);
}

export function endToast(): void {
  setToast(null);
}

/** Takes back what was done last, as long as it is told. */
export function undoLast(): boolean {
  const undo = toast()?.undo;
  if (undo === undefined) return false;
  endToast();
  undo();
  return true;
}
