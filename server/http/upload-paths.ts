import type { Context } from "hono";

const PLACE = "/api/(?:organizations/[^/]+|v1)";
const FILES = new RegExp(`^${PLACE}/(?:libraries/[^/]+/files|documents/[^/]+/file)$`);
const ATTACHMENTS = /^\/api\/organizations\/[^/]+\/rooms\/[^/]+\/attachments\/[^/]+$/;
const NOTES = new RegExp(`^${PLACE}/(?:libraries/[^/]+/documents|documents/[^/]+/note|ingest)$`);

/** A file itself, as bytes: the one thing that is sent and is no JSON. It is measured as it streams (`measured-body.ts`). */
export function isFile(c: Context): boolean {
  return c.req.method === "PUT" && (FILES.test(c.req.path) || ATTACHMENTS.test(c.req.path));
}

/** A note's text is longer than anything else in JSON. */
export function isNote(c: Context): boolean {
  return (c.req.method === "POST" || c.req.method === "PUT") && NOTES.test(c.req.path);
}
