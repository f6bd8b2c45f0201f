import type { DocumentFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { Toast } from "../../parts/lib/toasts.ts";
import { t } from "../../words/document-news.ts";

export type News = DocumentFrame["document"];

/** Says of documents that were added together that they are ready, or that some could not be read. */
export function newsWords(news: readonly News[]): Pick<Toast, "text" | "isProblem"> {
  const failed = news.filter(({ state }) => state === "failed");
  const [one] = failed.length > 0 ? failed : news;
  const title = one?.title ?? "";
  const count = failed.length > 0 ? failed.length : news.length;
  if (failed.length > 0)
    return { text: count === 1 ? t("failed", { title }) : t("someFailed", { count }), isProblem: true };
  return { text: count === 1 ? t("ready", { title }) : t("someReady", { count }) };
}
