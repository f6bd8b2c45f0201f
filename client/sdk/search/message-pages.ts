import type { MessageHit, MessageSearchQuery, MessageSearchReport } from "../../../shared/message-search.ts";

/** Sends `GET messageSearchPath(organization, query)` and resolves to the data of the answer. */
export type FindMessages = (query: MessageSearchQuery) => Promise<MessageSearchReport>;

/**
 * The hits of one search, page after page. The pages stay whole while messages arrive.
 *
 * @example
 * const pages = new MessagePages(find, { q: "from:ada release" });
 * while (pages.more) console.log(await pages.next());
 */
export class MessagePages {
  readonly #find: FindMessages;
  readonly #query: MessageSearchQuery;
  #cursor: string | null = null;
  #isFirst = true;
  #loading: Promise<readonly MessageHit[]> | null = null;
  /** All hits so far, in order. */
  hits: readonly MessageHit[] = [];
  /** How many there are; null before the first page. One more than MAX_COUNTED_HITS means: more than that. */
  total: number | null = null;
  /** Filters that mean nothing, as they were typed. */
  unknown: readonly string[] = [];

  constructor(find: FindMessages, query: MessageSearchQuery) {
    this.#find = find;
    this.#query = query;
  }

  /** Whether there is a page that was not loaded. */
  get more(): boolean {
    return this.#isFirst || this.#cursor !== null;
  }

  /** Loads the next page and resolves to its hits. A second call while one is under way is the same call. Rejects with its error. */
  next(): Promise<readonly MessageHit[]> {
    this.#loading ??= this.#load().finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #load(): Promise<readonly MessageHit[]> {
    if (!this.more) return [];
    const cursor = this.#cursor;
    const report = await this.#find({ ...this.#query, ...(cursor === null ? {} : { cursor }) });
    this.#cursor = report.cursor;
    if (this.#isFirst) [this.total, this.unknown] = [report.total, report.unknown];
    this.#isFirst = false;
    this.hits = [...this.hits, ...report.hits];
    return report.hits;
  }
}
