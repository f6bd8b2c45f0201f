import { t } from "../../words/workspace-menus.ts";
import type { RoomFilter } from "./room-filter.ts";

const empty = {
  all: "emptyAll",
  unread: "emptyUnread",
  mentions: "emptyMentions",
  direct: "emptyDirect",
  groups: "emptyGroups",
  sessions: "emptySessions",
  support: "emptySupport",
  snoozed: "emptySnoozed",
  done: "emptyDone",
} as const satisfies Record<RoomFilter, string>;

/** Why the list shows no conversation, and how one comes into it. */
export default function EmptyList(props: { filter: RoomFilter }) {
  return <p class="rooms__empty">{t(empty[props.filter])}</p>;
}
