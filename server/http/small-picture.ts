/** The small pictures of people and organizations: how they are stored and answered. */
import { MAX_AVATAR_BYTES } from "../../shared/limits.ts";
import { cleanAvatar } from "../attachments/avatar.ts";
import type { Env } from "../bindings/env.ts";
import { notFound, Problem } from "../problems/problem.ts";
import { rowIdFor } from "./derived-ids.ts";
import { OWN_COPY } from "./middleware/security-headers.ts";
import { fileBody } from "./route-body.ts";

export const smallPictureBody = fileBody(MAX_AVATAR_BYTES);

/** Stores the picture without its metadata, under a new version, and returns the version. Throws `bad_type` for what is none. */
export async function storePicture(
  env: Env,
  body: ReadableStream<Uint8Array>,
  idempotencyKey: string | undefined,
  keyOf: (version: string) => string,
): Promise<string> {
  const clean = cleanAvatar(new Uint8Array(await new Response(body).arrayBuffer()));
  if (clean === null)
    throw new Problem(
      "bad_type",
      "That is no picture that fits. Choose a PNG, JPEG or WebP up to 1024 pixels wide.",
    );
  const version = await rowIdFor("pic", idempotencyKey);
  await env.FILES.put(keyOf(version), clean.bytes, { httpMetadata: { contentType: clean.type } });
  return version;
}

/** Answers with a stored picture, or with 304 if the caller has this version. */
export async function answerPicture(
  env: Env,
  request: Request,
  { key, version }: { key: string; version: string },
): Promise<Response> {
  const headers = new Headers({ "cache-control": OWN_COPY, etag: `"${version}"`, vary: "cookie" });
  if (request.headers.get("if-none-match") === `"${version}"`)
    return new Response(null, { status: 304, headers });
  const object = await env.FILES.get(key);
  if (object === null) throw notFound();
  headers.set("content-type", object.httpMetadata?.contentType ?? "application/octet-stream");
  headers.set("content-length", String(object.size));
  return new Response(object.body, { headers });
}
