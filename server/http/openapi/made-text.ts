import { createHash } from "node:crypto";
import { PUBLIC_COPY } from "../middleware/security-headers.ts";

/** A text that is made once and answered to everybody. */
export class MadeText {
  readonly #text: string;
  readonly #type: string;
  readonly #etag: string;

  constructor(text: string, type: string) {
    this.#text = text;
    this.#type = `${type}; charset=utf-8`;
    this.#etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  }

  /** 304 without the text, if the caller has it already. */
  answer(headers: Headers): Response {
    const isKnown = (headers.get("if-none-match") ?? "").includes(this.#etag);
    return new Response(isKnown ? null : this.#text, {
      status: isKnown ? 304 : 200,
      headers: { "content-type": this.#type, "cache-control": PUBLIC_COPY, etag: this.#etag },
    });
  }
}
