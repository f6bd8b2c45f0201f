/** The documentation for developers: everybody may read it, and it is the same for everybody. */
import { Hono } from "hono";
import type { Edge } from "../context.ts";
import { routes } from "../routes.ts";
import { describeApi } from "./describe-api.ts";
import { llmsText } from "./llms-text.ts";
import { MadeText } from "./made-text.ts";
import { developersPage } from "./page/page.ts";

let page: MadeText | null = null;
let llms: MadeText | null = null;

export const developerPages = new Hono<Edge>()
  .get("/developers", async (c) => {
    page ??= new MadeText(String(await developersPage(describeApi(routes))), "text/html");
    return page.answer(c.req.raw.headers);
  })
  .get("/llms.txt", (c) => {
    llms ??= new MadeText(llmsText(describeApi(routes)), "text/plain");
    return llms.answer(c.req.raw.headers);
  });
