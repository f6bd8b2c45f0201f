/** Where a document's files stand in R2. What is listed under its prefix is the record of everything that was ever written of it. */
import type { DocumentId } from "../../../shared/ids.ts";
import type { DocumentText, Mark } from "../../../shared/knowledge.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import type { Chunk, ChunkId } from "../../bindings/chunk.ts";
import { chunkId } from "../../bindings/chunk.ts";

/** A text as it is stored: the whole of it, with its marks. */
export type StoredText = Pick<DocumentText, "text"> & { marks: Mark[] };

/** Chunks are stored, embedded and indexed in packs of so many: four batches of the embedding model. */
export const PACK_SIZE = 200;

export type StoredPack = Chunk[];

export const libraryPrefix = ({ organization, library }: Pick<DocumentKey, "organization" | "library">) =>
  `${organization}/${library}/`;

export const documentPrefix = (key: DocumentKey) => `${libraryPrefix(key)}${key.document}/`;

export const originalKey = (key: DocumentKey, version: number) => `${documentPrefix(key)}${version}`;

export const textKey = (key: DocumentKey, version: number) => `${originalKey(key, version)}.text`;

export const packKey = (key: DocumentKey, version: number, pack: number) =>
  `${originalKey(key, version)}.chunks.${pack}`;

const NAME = /^org_[^/]+\/lib_[^/]+\/doc_([^/]{26})\/(\d+)(?:\.(text)|\.chunks\.(\d+))?$/;

export interface FileName {
  document: DocumentId;
  version: number;
  /** Of a pack, its number. */
  pack: number | null;
}

/** What a key of ours stands for. */
export function readKey(key: string): FileName | null {
  const match = NAME.exec(key);
  if (match === null) return null;
  const [, document = "", version = "", , pack] = match;
  return {
    document: `doc_${document}` as DocumentId,
    version: Number(version),
    pack: pack === undefined ? null : Number(pack),
  };
}

/** All that a pack may hold. */
export function chunkIdsOf({ document, version, pack }: FileName): ChunkId[] {
  if (pack === null) return [];
  return Array.from({ length: PACK_SIZE }, (_, i) => chunkId(document, version, pack * PACK_SIZE + i));
}

export async function readJson<Value>(files: R2Bucket, key: string): Promise<Value | null> {
  const object = await files.get(key);
  return object === null ? null : object.json<Value>();
}
