const GAP = 6;

/** Positions an open popover below its anchor, or above if there is more space, and inside the window. */
export function placeBeside(surface: HTMLElement, anchor: DOMRect): void {
  const width = surface.offsetWidth;
  const height = surface.offsetHeight;
  const below = anchor.bottom + GAP + height <= innerHeight - GAP;
  const top = below ? anchor.bottom + GAP : Math.max(GAP, anchor.top - GAP - height);
  const left = Math.min(Math.max(GAP, anchor.left), Math.max(GAP, innerWidth - width - GAP));
  surface.style.top = `${top}px`;
  surface.style.left = `${left}px`;
}
