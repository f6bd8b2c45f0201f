/** What stands in a document: its text as it was read, and the file itself. */
import type { DocumentText } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { notFound } from "../../problems/problem.ts";
import type { Reader } from "../libraries/libraries.ts";
import { originalKey, readJson, textKey, type StoredText } from "../records/files.ts";
import { loadDocument } from "./load-document.ts";

/** A stretch of the text, in UTF-16 units. */
export interface TextRange {
  from: number;
  length: number;
  /** Whether the marks of the whole text are wanted too. */
  marks: boolean;
}

/** Of the version that is found now. */
export async function readText(
  env: Env,
  reader: Reader,
  id: string,
  { from, length, marks: wantsMarks }: TextRange,
): Promise<DocumentText> {
  const { id: document, library, readyVersion } = await loadDocument(env, reader, id);
  if (readyVersion === null) throw notFound();
  const key = { organization: reader.organization, library, document };
  const stored = await readJson<StoredText>(env.FILES, textKey(key, readyVersion));
  if (stored === null) throw notFound();
  const { text, marks } = stored;
  return {
    document,
    version: readyVersion,
    from: Math.min(from, text.length),
    text: text.slice(from, from + length),
    total: text.length,
    ...(wantsMarks ? { marks } : {}),
  };
}

export interface Original {
  name: string;
  bytes: number;
  body: ReadableStream;
}

/** Of the newest version, also of one that is not ready. */
export async function readOriginal(env: Env, reader: Reader, id: string): Promise<Original> {
  const { id: document, library, version, title, kind } = await loadDocument(env, reader, id);
  const key = { organization: reader.organization, library, document };
  const object = await env.FILES.get(originalKey(key, version));
  if (object === null) throw notFound();
  const name = kind === "note" && !title.endsWith(".md") ? `${title}.md` : title;
  return { name, bytes: object.size, body: object.body };
}
