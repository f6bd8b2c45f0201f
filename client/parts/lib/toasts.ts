import { createSignal } from "solid-js";

export interface Toast {
  text: string;
  /** Undoes the action that the text reports. */
  undo?: () => void;
  isProblem?: true;
}

const [toast, setToast] = createSignal<Toast | null>(null);

/** The result of the last action, or its error. One toast is shown at a time, the newest. */
export { toast };

export function showToast(next: Toast): void {
  setToast(next);
}

export function endToast(): void {
  setToast(null);
}

/** Undoes the last action, as long as its toast is shown. */
export function undoLast(): boolean {
  const undo = toast()?.undo;
  if (undo === undefined) return false;
  endToast();
  undo();
  return true;
}
