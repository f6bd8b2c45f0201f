/**
 * `npm run eval:documents -- DIR`: reads every file of a folder as an upload is read, and compares its text with `expected.json` of the
 * folder: `{ file: { has?, hasNot?, refused?, notice?, note? } }`. `has` and `hasNot` are phrases, without regard to line breaks;
 * `refused` is the failure that is right; `notice` says that the document's page must tell something; `note` is for people. Ends with 1
 * if anything is not as expected. With `--text FILE` it prints the text of one file.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describeFile } from "../../server/knowledge/documents/kind-of.ts";
import { extract } from "../../server/knowledge/ingest/extract/extract.ts";
import { Unreadable, type ExtractedText } from "../../server/knowledge/ingest/extract/extracted.ts";
import { printTable } from "./print-table.ts";

interface Expected {
  has?: string[];
  hasNot?: string[];
  refused?: string;
  notice?: string;
  note?: string;
}

interface Counts {
  files: number;
  found: number;
  phrases: number;
  forbidden: number;
  wronglyRefused: number;
  wronglyRead: number;
  noticesMissing: number;
  notChecked: number;
}

async function evaluate(folder: string): Promise<void> {
  const expected: Record<string, Expected> = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const kinds = new Map<string, Counts>();
  const faults: string[] = [];
  for (const name of filesOf(folder)) {
    const { kind } = describeFile(name);
    const counts = kinds.get(kind) ?? newCounts();
    kinds.set(kind, counts);
    const wanted = expected[name] ?? {};
    const before = faults.length;
    compare(wanted, await readFile(join(folder, name)), counts, (fault) => faults.push(`${name}: ${fault}`));
    if (Object.keys(wanted).every((key) => key === "note") && faults.length === before)
      counts.notChecked += 1;
  }
  printTable(
    `Documents of ${folder}`,
    [
      "kind",
      "files",
      "phrases found",
      "forbidden found",
      "wrongly refused",
      "wrongly read",
      "notices missing",
      "not checked",
    ],
    [...kinds].map(([kind, counts]) => [
      kind,
      String(counts.files),
      `${counts.found} of ${counts.phrases}`,
      ...[
        counts.forbidden,
        counts.wronglyRefused,
        counts.wronglyRead,
        counts.noticesMissing,
        counts.notChecked,
      ].map(String),
    ]),
  );
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
}

function compare(
  { has = [], hasNot = [], refused, notice }: Expected,
  read: ExtractedText | string,
  counts: Counts,
  report: (fault: string) => void,
): void {
  counts.files += 1;
  counts.phrases += has.length;
  if (typeof read === "string") {
    if (refused === read) return;
    counts.wronglyRefused += 1;
    return report(`refused as ${read}`);
  }
  if (refused !== undefined) {
    counts.wronglyRead += 1;
    report(`read, and not refused as ${refused}`);
  }
  const text = plain(read.text);
  for (const phrase of has)
    if (text.includes(plain(phrase))) counts.found += 1;
    else report(`lacks "${phrase}"`);
  for (const phrase of hasNot)
    if (text.includes(plain(phrase))) {
      counts.forbidden += 1;
      report(`has "${phrase}"`);
    }
  if (notice !== undefined && (read.notices ?? []).length === 0) {
    counts.noticesMissing += 1;
    report(`does not tell: ${notice}`);
  }
}

/** The text of a file, or why it is refused. */
async function readFile(path: string): Promise<ExtractedText | string> {
  try {
    return await extract(new Uint8Array(readFileSync(path)), describeFile(path));
  } catch (error) {
    return error instanceof Unreadable ? error.failure : `internal (${String(error)})`;
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => name !== "expected.json" && name !== "README.md")
    .toSorted();
}

const plain = (text: string): string => text.replace(/\s+/g, " ");

const newCounts = (): Counts => ({
  files: 0,
  found: 0,
  phrases: 0,
  forbidden: 0,
  wronglyRefused: 0,
  wronglyRead: 0,
  noticesMissing: 0,
  notChecked: 0,
});

const [first = "", second = ""] = process.argv.slice(2);
if (first === "--text") {
  const read = await readFile(second);
  console.log(
    typeof read === "string"
      ? `refused: ${read}`
      : `${read.text}\n\n${JSON.stringify({ ...read, text: undefined })}`,
  );
} else if (first === "") {
  console.error("Which folder? npm run eval:documents -- DIR");
  process.exitCode = 2;
} else await evaluate(first);
