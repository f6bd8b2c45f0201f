import type { OrganizationId } from "../../shared/ids.ts";
import type { NoticeAction, PushPayload } from "../../shared/notices.ts";
import type { NoticeEvent } from "../bindings/notice-event.ts";
import type { Taken } from "../bindings/taken-notice.ts";
import { noticeWords } from "../notify/notice-words.ts";

/** In characters: with four bytes each, all of them and the rest fit into the 3,993 bytes that every push service takes. */
const MAX_TITLE = 100;
const MAX_BODY = 300;

/** The tag that a page on the device uses for the same room, so that both are one notification. */
export const tagOf = (organization: OrganizationId, key: string): string => `parley/${organization}/${key}`;

export function pushPayload(
  { key, version }: NoticeEvent,
  { organization, user, content, settings }: Extract<Taken, { type: "tell" }>,
): PushPayload & { type: "notice" } {
  const words = noticeWords(settings.language);
  const { title, address: url, room, seq, thread, actions } = content;
  return {
    type: "notice",
    tag: tagOf(organization, key),
    title: cut(title === "" ? words("parley") : title, MAX_TITLE),
    body: cut(bodyOf(content, words), MAX_BODY),
    url,
    organization,
    user,
    key,
    ...(room !== undefined && { room }),
    ...(seq !== undefined && { seq }),
    ...(thread !== undefined && { thread }),
    version,
    actions: actions.map((action) => ({
      action,
      title: words(ACTION_WORDS[action]),
      ...(action === "reply" && { placeholder: words("replyHere") }),
    })),
    failed: words("notSent"),
  };
}

const ACTION_WORDS = { reply: "reply", read: "markRead", done: "done" } as const satisfies Record<
  NoticeAction,
  string
>;

type Words = ReturnType<typeof noticeWords>;

function bodyOf(
  { rule, lines, isPerson, total }: Extract<Taken, { type: "tell" }>["content"],
  words: Words,
): string {
  if (rule === "decision") return words("decisionWanted");
  const newest = lines.at(-1);
  if (newest === undefined || newest.text === "") return words("newActivity");
  const said = isPerson || newest.name === "" ? newest.text : `${newest.name}: ${newest.text}`;
  return total > 1 ? `${said}\n${words("moreMessages", { count: String(total) })}` : said;
}

function cut(text: string, most: number): string {
  const points = Array.from(text.toWellFormed());
  return points.length <= most ? points.join("") : `${points.slice(0, most - 1).join("")}…`;
}
