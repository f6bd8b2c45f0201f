/** A collection to measure with: a folder with `documents.jsonl`, `queries.jsonl` and `qrels.tsv`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Judgements } from "./measures.ts";

export interface CollectionDocument {
  id: string;
  title: string;
  text: string;
}

export interface Question {
  id: string;
  text: string;
  /** The same question as people write it in a chat, with a greeting and a story around it. */
  chatty?: string;
  /** ISO 639-1. */
  language?: string;
}

export interface Collection {
  name: string;
  documents: CollectionDocument[];
  questions: Question[];
  /** By question. A question that nothing is judged relevant for has no answer in the collection. */
  judgements: Map<string, Judgements>;
}

/** `qrels.tsv` has a head line, then question, document and relevance (0: not relevant). */
export function readCollection(folder: string, name = folder): Collection {
  const read = (file: string): string[] => readFileSync(join(folder, file), "utf8").trim().split("\n");
  const rows = <Row>(file: string): Row[] => read(file).map((line): Row => JSON.parse(line));
  const judgements = new Map<string, Judgements>();
  for (const line of read("qrels.tsv").slice(1)) {
    const [question = "", document = "", relevance = "0"] = line.trim().split("\t");
    const judged = judgements.get(question) ?? new Map<string, number>();
    judgements.set(question, judged.set(document, Number(relevance)));
  }
  return { name, documents: rows("documents.jsonl"), questions: rows("queries.jsonl"), judgements };
}

/** The collections of the repository. All their texts are written for this purpose. */
export function ownCollection(name: "handbook" | "branches"): Collection {
  return readCollection(join(import.meta.dirname, "collections", name), name);
}

/** Every second document, so that half of the questions lose their answer. */
export function half({ name, documents, questions, judgements }: Collection): Collection {
  const kept = documents.filter((_, i) => i % 2 === 0);
  const ids = new Set(kept.map(({ id }) => id));
  const left = [...judgements].map(([question, judged]): [string, Judgements] => [
    question,
    new Map([...judged].filter(([document]) => ids.has(document))),
  ]);
  return { name: `${name}, half of its documents`, documents: kept, questions, judgements: new Map(left) };
}

export function hasAnswer({ judgements }: Collection, { id }: Question): boolean {
  return [...(judgements.get(id)?.values() ?? [])].some((relevance) => relevance > 0);
}
