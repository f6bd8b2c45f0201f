/**
 * `/unsubscribe/<signed address>`: ends mails of one kind. Mail programs send a POST (RFC 8058), without a cookie and from nowhere; people open the
 * address and press a button. Opening alone changes nothing, because programs that look for viruses open addresses too.
 */
import { Hono } from "hono";
import { noticeWords } from "../notify/notice-words.ts";
import { readUnsubscribe, unsubscribe } from "../notices/unsubscribe.ts";
import { notFound } from "../problems/problem.ts";
import { inboxStub } from "../bindings/object-stubs.ts";
import type { Edge } from "./context.ts";
import { whileDiskWorks } from "./middleware/while-disk-works.ts";

export const unsubscribePages = new Hono<Edge>()
  .use(whileDiskWorks)
  .get("/:token", async (c) => {
    const whose = await readUnsubscribe(c.env, c.req.param("token"));
    if (whose === null) throw notFound();
    const { language } = await inboxStub(c.env, whose.organization, whose.user).noticeSettings();
    const words = noticeWords(language);
    const title = words(whose.kind === "digest" ? "stopDigest" : "stopMentions");
    const form = `<form method="post"><button type="submit">${words("stopButton")}</button></form>`;
    return c.html(pageOf(language, title, form));
  })
  .post("/:token", async (c) => {
    const whose = await readUnsubscribe(c.env, c.req.param("token"));
    if (whose === null) throw notFound();
    await unsubscribe(c.env, whose);
    const { language } = await inboxStub(c.env, whose.organization, whose.user).noticeSettings();
    return c.html(pageOf(language, noticeWords(language)("stopped"), ""));
  });

/** Without a script and without a style: the browser's own follow the person's scheme of colours. */
function pageOf(language: string, title: string, content: string): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>`,
    `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">`,
    `<meta name="robots" content="noindex"></head><body><main><h1>${title}</h1>${content}</main></body></html>`,
  ].join("\n");
}
