/**
 * Reads a Word document from stdin and prints the length of its text, or the reason of a failure. A separate process, so that
 * its memory can be limited.
 */
import { readFileSync } from "node:fs";
import { extract } from "../../../server/knowledge/ingest/extract/extract.ts";
import { Unreadable } from "../../../server/knowledge/ingest/extract/extracted.ts";

try {
  const { text } = await extract(new Uint8Array(readFileSync(0)), { kind: "docx", language: null });
  console.log(`read ${text.length}`);
} catch (error) {
  if (!(error instanceof Unreadable)) throw error;
  console.log(error.failure);
}
