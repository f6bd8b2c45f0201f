/** The words of a query without its filters: documents, people and conversations are found by words alone. */
const FILTER = /(?<!\S)[-−–]?(?:from|in|with|before|after|has):(?:["“”„«»][^"“”„«»]*["“”„«»]?|\S*)/giu;
const EXCLUDED = /(?<!\S)[-−–](?:["“”„«»][^"“”„«»]*["“”„«»]?|\S+)/gu;

export const plainWords = (query: string): string =>
  query
    .replace(FILTER, " ")
    .replace(EXCLUDED, " ")
    .replace(/["“”„«»]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();

/** The same query, for messages with files. */
export const withFiles = (query: string): string =>
  /(?<!\S)has:files?(?!\S)/i.test(query) ? query : `has:file ${query}`;
