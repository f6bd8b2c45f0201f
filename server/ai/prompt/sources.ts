/** Sources of an answer: passages of the organization's documents, found for this question and these readers. */
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import type { GivenSource } from "../../../shared/knowledge.ts";
import { MAX_SOURCES, MAX_SOURCES_PER_DOCUMENT } from "../../../shared/limits.ts";
import type { Passage } from "../../bindings/chunk.ts";
import { locationText } from "../../knowledge/words/location-text.ts";
import type { ContextSource } from "../contract/attempt.ts";
import type { RetrieveRequest, Retrieved } from "../../knowledge/retrieve/request.ts";
import { estimateTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";
import { encodeBlock, encodeRemark, plainName } from "./transcript.ts";

export interface Knowledge {
  /** Libraries from which this agent may answer in this room, given the people who can read it. `chosen`: as in `ToolPlace`. */
  usable: (people: UserId[], chosen: readonly LibraryId[] | null) => Promise<LibraryId[]>;
  retrieve: (request: Omit<RetrieveRequest, "organization">) => Promise<Retrieved>;
  /** The question, rewritten so that it is understandable without the conversation. */
  rewrite: (asked: string, before: string[]) => Promise<string>;
}

/** Numbered in the order in which the model gets them. */
export interface Sources {
  passages: Passage[];
  /** The number before the first source: 0, or the highest number of earlier attempts of the turn. */
  after: number;
  /** The text for the model: our own lines, with document text indented below them. */
  text: string;
}

export interface Found {
  /** Null: there is no library to search. */
  sources: Sources | null;
  /** Libraries that may be used here. Messages built on other libraries are not given to the model either. */
  usable: LibraryId[];
}

/** If access is unknown, nothing may be used. */
export const NOT_FOUND: Found = { sources: null, usable: [] };

export async function findSources(
  { usable, retrieve, rewrite }: Knowledge,
  question: {
    asked: string;
    before: string[];
    people: () => UserId[];
    /** The agent's own list; null for all. */
    chosen?: readonly LibraryId[] | null;
    after?: number;
    signal: AbortSignal;
  },
): Promise<Found> {
  const { chosen = null } = question;
  const libraries = await usable(question.people(), chosen);
  if (libraries.length === 0) return NOT_FOUND;
  const standing = await rewrite(question.asked, question.before);
  const { passages } = await retrieve({
    libraries,
    question: standing,
    limit: MAX_SOURCES,
    perDocument: MAX_SOURCES_PER_DOCUMENT,
    signal: question.signal,
  });
  // Meanwhile somebody may have joined who may not read all of it.
  const still = await usable(question.people(), chosen);
  const allowed = passages.filter(({ library }) => still.includes(library));
  return { sources: encodeSources(allowed, question.after), usable: still };
}

export function encodeSources(passages: Passage[], after = 0): Sources {
  if (passages.length === 0) return { passages, after, text: encodeRemark(NOTHING) };
  const numbers = new Map(passages.map(({ id }, i) => [id, after + i + 1]));
  const blocks = passages.flatMap(({ title, place, text, differs }, i) => {
    const block = encodeBlock(`Source ${after + i + 1}: ${headOf(title, locationText(place))}`, text);
    const like = differs === undefined ? undefined : numbers.get(differs.from);
    if (differs === undefined || like === undefined) return [block];
    return [
      block,
      encodeBlock(`Source ${after + i + 1} is like Source ${like}, and differs in`, differs.words.join("\n")),
    ];
  });
  return { passages, after, text: blocks.join("\n") };
}

/** The first of these sources that fit into `tokens`, the best at least. */
export function fitSources(sources: Sources, tokens: number): Sources {
  const { passages, after } = sources;
  if (estimateTokens(sources.text) <= tokens || passages.length < 2) return sources;
  return fitSources(encodeSources(passages.slice(0, -1), after), tokens);
}

/** The highest number among these sources; 0 if there are none. */
export function lastNumber(sources: readonly GivenSource[]): number {
  return Math.max(0, ...sources.map(({ n }) => n));
}

export const NOTHING = "Nothing was found about this in the documents";

function headOf(title: string, place: string): string {
  return plainName(place === "" ? title : `${title}, ${place}`);
}

/** The sources for the context receipt. */
export function givenSources({ passages, after }: Sources): GivenSource[] {
  return passages.map(({ document, library, version, title, place, text, score }, i) => ({
    n: after + i + 1,
    document,
    library,
    version,
    title,
    place,
    tokens: estimateTokens(text) + TOKENS_PER_MESSAGE,
    score,
  }));
}

/** A room's messages without those built on documents that not everyone here may read (CITE-3). */
export function withinLibraries(source: ContextSource, usable: LibraryId[]): ContextSource {
  const mayUse = (libraries: LibraryId[] = []) => libraries.every((library) => usable.includes(library));
  return {
    ...source,
    before: (before, limit) =>
      source
        .before(before, limit)
        .map((message) =>
          mayUse(message.libraries) ? message : { ...message, text: "", hidden: "excluded" },
        ),
    summary: () => {
      const summary = source.summary();
      return summary === null || mayUse(source.librariesUpTo(summary.upTo)) ? summary : null;
    },
  };
}
