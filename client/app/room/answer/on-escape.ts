/** Handles Escape, which means something else to the list around. */
export const onEscape = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  act();
};
