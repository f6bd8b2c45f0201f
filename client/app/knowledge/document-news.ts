import { onCleanup } from "solid-js";
import type { DocumentFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { Inbox } from "../../sdk/types.ts";
import { plural } from "../../ui/format.ts";
import { showToast } from "../../parts/lib/toasts.ts";

type News = DocumentFrame["document"];

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
        tell(gathered);
        gathered = [];
      }, QUIET);
    },
  });
  onCleanup(() => {
    detach();
    clearTimeout(timer);
  });
}

function tell(news: News[]): void {
  const failed = news.filter(({ state }) => state === "failed");
  const some = failed.length > 0 ? failed : news;
  const what = some.length === 1 ? `“${some[0]?.title}”` : plural(some.length, "document", "documents");
  if (failed.length > 0)
    showToast({ text: `${what} could not be read. Open the library to see why.`, isProblem: true });
  else showToast({ text: `${what} ${some.length === 1 ? "is" : "are"} ready.` });
}
