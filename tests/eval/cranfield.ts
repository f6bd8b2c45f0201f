import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Judgements } from "./measures.ts";

export interface Collection {
  documents: { id: string; title: string; text: string }[];
  queries: { id: string; text: string }[];
  judgements: Map<string, Judgements>;
}

export function readCranfield(): Collection {
  const read = (name: string): string =>
    readFileSync(join(import.meta.dirname, "cranfield", name), "utf8").trim();
  const lines = <Row>(name: string): Row[] =>
    read(name)
      .split("\n")
      .map((line): Row => JSON.parse(line));
  const judgements = new Map<string, Judgements>();
  for (const line of read("qrels.tsv").split("\n").slice(1)) {
    const [query = "", document = "", relevance = "0"] = line.split("\t");
    const judged = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, judged.set(document, Number(relevance)));
  }
  return { documents: lines("documents.jsonl"), queries: lines("queries.jsonl"), judgements };
}
