interface Before {
  x: number;
  y: number;
  overflow: string;
}

let before: Before | null = null;

/** On a phone the panel is the whole screen: the page neither scrolls nor takes the focus, and gets both back as they were, to the pixel. */
export function lockPage(on: boolean): void {
  const { style } = document.documentElement;
  if (on === (before !== null)) return;
  if (document.body) document.body.inert = on;
  if (before) {
    style.overflow = before.overflow;
    scrollTo({ left: before.x, top: before.y, behavior: "instant" });
    before = null;
  } else {
    before = { x: scrollX, y: scrollY, overflow: style.overflow };
    style.overflow = "hidden";
  }
}
