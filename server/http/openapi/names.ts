/** What follows from the method and the path of a route. */
import type { AnyRoute } from "../route.ts";

/** `getLibrariesByLibraryDocuments` for `GET /libraries/:library/documents`. */
export function operationIdOf({ method, path }: AnyRoute): string {
  const words = path
    .split("/")
    .filter(Boolean)
    .flatMap((part) => (part.startsWith(":") ? ["by", part.slice(1)] : part.split(/[^a-zA-Z0-9]+/)));
  return method.toLowerCase() + words.map(capital).join("");
}

/** The groups in the order in which they are shown, each with the first parts of its paths. Others follow them. */
const GROUPS: readonly (readonly [name: string, ...parts: string[]])[] = [
  ["Caller", "me", "services"],
  ["Rooms", "rooms"],
  ["Messages", "rooms/messages", "rooms/turns"],
  ["Members", "rooms/members"],
  ["Attachments", "rooms/attachments", "rooms/files"],
  ["Search", "search"],
  ["Speech", "tts"],
  ["Libraries", "libraries"],
  ["Documents", "documents", "ingest", "libraries/documents", "libraries/files"],
  ["Notes", "notes", "note-tags", "note-address"],
  ["Agents", "agents", "models"],
  ["Organization", "profile", "people", "members", "handles", "ai", "usage"],
  ["Webhooks", "webhooks"],
  ["Description", "openapi.json"],
];

/** The group of an operation: what its path is about. */
export function tagOf({ path }: AnyRoute): string {
  const [first = "", second = ""] = path.split("/").filter((part) => part !== "" && !part.startsWith(":"));
  const named = (part: string) => GROUPS.find(([, ...parts]) => parts.includes(part))?.[0];
  return named(`${first}/${second}`) ?? named(first) ?? capital(first.replaceAll("-", " "));
}

/** The groups of these routes, in order. */
export function tagsOf(routes: readonly AnyRoute[]): string[] {
  const used = new Set(routes.map(tagOf));
  const known = GROUPS.map(([name]) => name);
  return [...known.filter((name) => used.has(name)), ...[...used].filter((name) => !known.includes(name))];
}

/** The path as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, "{$1}");

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
