/** Handles Escape, which means something else to the list around. */
export function onEscape(event: KeyboardEvent, act: () => void): void {
  if (event.key !== "Escape") return;
  event.preventDefault();
  act();
}
