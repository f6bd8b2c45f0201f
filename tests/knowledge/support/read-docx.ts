/** Reads a document of Word from stdin, and says how long its text is or why there is none: a process whose memory can be bounded. */
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
