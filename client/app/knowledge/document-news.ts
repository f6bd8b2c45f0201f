import { onCleanup } from "solid-js";
import type { Inbox } from "../../sdk/types.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { wordsLoaded } from "../../words/catalogue.ts";
import type { News } from "./news-words.ts";

/** Documents of one upload are announced together, once no further news has come for this time, ms. */
const QUIET = 1_000;

/** Announces whether the documents that this person added became ready or failed, on whichever page of the app the person is. */
export function createDocumentNews(inbox: Inbox): void {
  let gathered: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const detach = inbox.attach({
    connected: () => undefined,
    disconnected: () => undefined,
    received(frame) {
      if (frame.type !== "document") return;
      gathered.push(frame.document);
      clearTimeout(timer);
      timer = setTimeout(() => {
        void tell(gathered);
        gathered = [];
      }, QUIET);
    },
  });
  onCleanup(() => {
    detach();
    clearTimeout(timer);
  });
}

/** The words are loaded on demand, because most visits have no such news. Without them, the page of the library says the same. */
async function tell(news: readonly News[]): Promise<void> {
  try {
    const { newsWords } = await import("./news-words.ts");
    await wordsLoaded();
    showToast(newsWords(news));
  } catch (error) {
    console.warn("news of documents", error);
  }
}
