import type { Page } from "playwright-core";

export interface Frames {
  /** Time between two frames, milliseconds. */
  p50: number;
  p95: number;
  longest: number;
  /** Share of frames over 20 ms. */
  late: number;
  /** The largest movement of an element in one frame against the wheel, pixels. */
  jumped: number;
  /** Total scrolled distance, pixels. */
  passed: number;
  /** Maximum number of list elements in the document. */
  elements: number;
}

/** Measures the frames of a page while `work` scrolls it up. */
export async function watchFrames(
  page: Page,
  scroller: string,
  anchor: string,
  work: () => Promise<void>,
): Promise<Frames> {
  const watching = page.evaluate(watch, { scroller, anchor });
  await work();
  await page.evaluate(() => document.dispatchEvent(new Event("watched")));
  return watching;
}

/** Runs in the page. */
async function watch(names: { scroller: string; anchor: string }): Promise<Frames> {
  const scroller = document.querySelector(names.scroller);
  if (scroller === null) throw new Error(`no ${names.scroller}`);
  const box = scroller.getBoundingClientRect();
  /** After painting: in the frame's callbacks new rows are not measured yet. */
  const frame = () =>
    new Promise<number>((done) =>
      requestAnimationFrame((time) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(time);
        port2.postMessage(null);
      }),
    );
  // By geometry, because a scrolling list may ignore the pointer, and `elementFromPoint` then finds nothing.
  const inTheMiddle = () =>
    [...scroller.querySelectorAll(names.anchor)].find(
      (element) => element.getBoundingClientRect().bottom > box.y + box.height / 2,
    );

  let isOver = false;
  document.addEventListener("watched", () => (isOver = true), { once: true });
  const times: number[] = [];
  let [jumped, passed, elements] = [0, 0, 0];
  let before = await frame();
  let anchor = inTheMiddle();
  let y = anchor?.getBoundingClientRect().y ?? 0;
  while (!isOver) {
    const now = await frame();
    times.push(now - before);
    before = now;
    if (anchor?.isConnected) {
      const moved = anchor.getBoundingClientRect().y - y;
      passed += moved;
      jumped = Math.max(jumped, -moved);
    }
    elements = Math.max(elements, scroller.querySelectorAll(names.anchor).length);
    anchor = inTheMiddle();
    y = anchor?.getBoundingClientRect().y ?? 0;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const late = times.filter((time) => time > 20).length / times.length;
  return { p50: at(0.5), p95: at(0.95), longest: at(1), late, jumped, passed, elements };
}
