import { cleanText } from "../clean-text.ts";
import { Unreadable, type ExtractedText } from "../extracted.ts";
import { extractMarkdown } from "./markdown.ts";
import { parseJson } from "./parse-json.ts";

/** Output of one cell that is kept, UTF-16 units. A table or a number is short; a log is not what the notebook says. */
const MAX_OUTPUT = 2_000;

/** Extracts a Jupyter notebook as Markdown: its texts, its code in fences, and the text of its outputs. (nbformat 4) */
export function extractNotebook(raw: string): ExtractedText {
  let notebook: unknown;
  try {
    notebook = parseJson(raw);
  } catch {
    throw new Unreadable("not_readable");
  }
  const cells = listOf(notebook, "cells");
  if (cells.length === 0) throw new Unreadable("no_text");
  const language = textOf(fieldOf(fieldOf(fieldOf(notebook, "metadata"), "kernelspec"), "language"));
  return extractMarkdown(
    cleanText(
      cells
        .map((cell) => writeCell(cell, language))
        .filter(Boolean)
        .join("\n\n"),
    ),
  );
}

function writeCell(cell: unknown, language: string): string {
  const source = textOf(fieldOf(cell, "source")).trim();
  if (fieldOf(cell, "cell_type") !== "code") return source;
  const outputs = listOf(cell, "outputs").map((output) => {
    const text = textOf(fieldOf(output, "text")) || textOf(fieldOf(fieldOf(output, "data"), "text/plain"));
    return text.slice(0, MAX_OUTPUT).trimEnd();
  });
  return [source, ...outputs]
    .filter((text) => text !== "")
    .map((text, i) => fence(text, i === 0 && source !== "" ? language : ""))
    .join("\n\n");
}

/** A fence that is longer than any in the text. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}${language}\n${text}\n${mark}`;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}

function listOf(value: unknown, name: string): unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

/** A text is stored as one string or as a list of lines. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((line) => typeof line === "string").join("");
  return typeof value === "string" ? value : "";
}
