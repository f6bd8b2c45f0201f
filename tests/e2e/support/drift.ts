import type { Page } from "playwright-core";

/** Delays older pages by this time. Before they arrive, the list does not move, which gives a position to compare with. */
export async function holdPagesBack(page: Page, milliseconds: number): Promise<void> {
  await page.routeWebSocket(/\/rooms\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      const isPage = String(frame).startsWith('{"type":"page"');
      if (isPage) setTimeout(() => socket.send(frame), milliseconds);
      else socket.send(frame);
    });
  });
}

/** The largest movement of a message in the middle of the screen, over all frames while a page arrives above it, pixels. */
export function driftWhileLoading(page: Page): Promise<number> {
  return page.locator(".timeline__scroller").evaluate(async (scroller) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const box = scroller.getBoundingClientRect();
    // Found by geometry: while the list scrolls it takes no pointer events, so `elementFromPoint` finds nothing.
    const anchor = [...scroller.querySelectorAll("article")].find(
      (article) => article.getBoundingClientRect().bottom > box.y + box.height / 2,
    );
    if (!anchor) throw new Error("there is no message in the middle");
    const before = anchor.getBoundingClientRect().y;
    let most = 0;
    for (let after = 0; after < 15; after += document.querySelector(".timeline__loading") ? 0 : 1) {
      await frame();
      most = Math.max(most, Math.abs(anchor.getBoundingClientRect().y - before));
    }
    return most;
  });
}
