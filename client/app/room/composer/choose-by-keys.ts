import { isComposing } from "../../../parts/lib/is-composing.ts";

/** Handles a key for a list of suggestions; returns whether it was used. */
export function chooseByKeys(
  event: KeyboardEvent,
  list: {
    count: number;
    chosen: number;
    move: (to: number) => void;
    choose: () => void;
    dismiss: () => void;
  },
): boolean {
  const { count, chosen } = list;
  if (count === 0 || isComposing(event)) return false;
  switch (event.key) {
    case "ArrowDown":
      list.move((chosen + 1) % count);
      return true;
    case "ArrowUp":
      list.move((chosen + count - 1) % count);
      return true;
    case "Enter":
    case "Tab":
      list.choose();
      return true;
    case "Escape":
      list.dismiss();
      return true;
    default:
      return false;
  }
}
