import { isAway } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { passes, type RoomFilter } from "./room-filter.ts";

export const SECTIONS = ["pinned", "direct", "groups", "sessions", "support", "recent"] as const;
export type SectionName = (typeof SECTIONS)[number];

/** A part of the list. A filter is one part without a name. */
export interface Section {
  name: SectionName | null;
  /** The rooms that are shown. */
  rooms: readonly RoomId[];
  /** How many rooms belong to it, shown or not. */
  size: number;
  isFolded: boolean;
}

export interface ListedFor {
  filter: RoomFilter;
  open: RoomId | undefined;
  /** The server clock, ms. */
  now: number;
  folded: ReadonlySet<SectionName>;
  /** By kind, or all that are not pinned in one section, as on phones. */
  sections: "kinds" | "recent";
}

/**
 * The rooms in the order of the list: by sections under "All", and pinned ones first under any other filter. The open room stays in the
 * list although reading it would remove it from the filter. A folded section shows the open room and what mentions the person.
 */
export function listRooms(entries: readonly InboxEntry[], how: ListedFor): Section[] {
  const { filter, open, now } = how;
  const isOpen = (entry: InboxEntry) => entry.room === open && !isAway(entry, now);
  const byReading = filter === "unread" || filter === "mentions";
  const shown = entries.filter((entry) => passes(filter, entry, now) || (byReading && isOpen(entry)));
  if (filter !== "all") return shown.length === 0 ? [] : [unnamed(pinnedFirst(shown))];
  return SECTIONS.flatMap((name): Section[] => {
    const all = shown.filter((entry) => sectionOf(entry, how.sections) === name);
    if (all.length === 0) return [];
    const isFolded = how.folded.has(name);
    const visible = isFolded ? all.filter((entry) => isOpen(entry) || entry.mentions > 0) : all;
    return [{ name, rooms: visible.map(({ room }) => room), size: all.length, isFolded }];
  });
}

const kinds: Record<InboxEntry["kind"], SectionName> = {
  direct: "direct",
  group: "groups",
  session: "sessions",
  support: "support",
};

function sectionOf({ kind, settings }: InboxEntry, by: ListedFor["sections"]): SectionName {
  if (settings?.pinned) return "pinned";
  return by === "recent" ? "recent" : kinds[kind];
}

const pinnedFirst = (entries: readonly InboxEntry[]): InboxEntry[] => [
  ...entries.filter(({ settings }) => settings?.pinned),
  ...entries.filter(({ settings }) => !settings?.pinned),
];

const unnamed = (entries: readonly InboxEntry[]): Section => ({
  name: null,
  rooms: entries.map(({ room }) => room),
  size: entries.length,
  isFolded: false,
});
