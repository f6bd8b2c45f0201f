/** `POST /hooks/in/<secret>`: a program writes into the room of its webhook. The one address in which a secret stands. */
import { Hono } from "hono";
import { MAX_INCOMING_PER_MINUTE } from "../../../shared/incoming-webhooks.ts";
import type { Scopes } from "../../../shared/permissions.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findByToken, noteUse } from "../../directory/incoming-webhooks.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import type { Edge } from "../context.ts";
import { messageIdFor } from "../derived-ids.ts";
import { readIdempotencyKey } from "../idempotency.ts";
import { answered } from "../in-room.ts";
import { whileDiskWorks } from "../middleware/while-disk-works.ts";
import { readSmallText } from "../route-body.ts";
import { readPost } from "./read-post.ts";

const SCOPES: Scopes = new Set(["read", "write"]);

export const incomingPosts = new Hono<Edge>()
  .use(whileDiskWorks)
  .post("/:secret", async (c) => {
    const directory = openDirectory(c.env.DB);
    const webhook = await findByToken(directory, c.req.param("secret"));
    // Before anything of the request is looked at: whoever has no valid address learns nothing else.
    if (webhook === null) throw notFound();
    const { id, organization, room, user } = webhook;
    const now = Date.now();
    const meter = c.env.METER.getByName(organization);
    const { allowed, retryAfter } = await meter.countRequest(id, MAX_INCOMING_PER_MINUTE, now);
    if (!allowed)
      throw new Problem(
        "rate_limited",
        `At most ${MAX_INCOMING_PER_MINUTE} messages in a minute.`,
        retryAfter,
      );
    const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    const text = readPost(type, await readSmallText(c.req.raw));
    const key = readIdempotencyKey(c.req.raw.headers);
    const message = await messageIdFor(key === undefined ? undefined : JSON.stringify([id, key]));
    // The room finds whom the text names, among its members.
    const command = { type: "send", id: message, text } as const;
    answered(await roomStub(c.env, room).command({ user, scopes: SCOPES, unreadable: [] }, command));
    c.executionCtx.waitUntil(noteUse(directory, id, now));
    return c.text("ok");
  })
  // Another method, and any other address below, is as if it did not exist.
  .all("*", () => {
    throw notFound();
  });
