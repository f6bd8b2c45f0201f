/** Tells by mail: at once what calls a person who is away, and what is unread in a digest. */
import { findProfile } from "../directory/account.ts";
import { openDirectory } from "../directory/directory.ts";
import type { Env } from "../bindings/env.ts";
import type { NoticeEvent } from "../bindings/notice-event.ts";
import type { Taken } from "../bindings/taken-notice.ts";
import type { ChannelResult } from "../../shared/notices.ts";
import { nameInMail, writeLetter } from "../notify/letter.ts";
import { isMailBound, sendMail } from "../notify/mail.ts";
import { isMailAddress } from "../notify/mime.ts";
import { noticeWords, type NoticeText } from "../notify/notice-words.ts";
import type { ToldOn } from "../rules/notify/telling.ts";
import { addressOfApp } from "./address-of-app.ts";
import { eventId } from "./event-id.ts";
import { unsubscribeToken } from "./unsubscribe.ts";

type Telling = Extract<Taken, { type: "tell" }>;

export async function tellByMail(env: Env, event: NoticeEvent, taken: Telling): Promise<ToldOn> {
  const told = (outcome: ChannelResult["outcome"], detail?: string): ToldOn => ({
    channel: "mail",
    results: [
      { channel: "mail", name: "", outcome, ...(detail !== undefined && { detail }), at: Date.now() },
    ],
    again: outcome === "failed",
  });
  const origin = addressOfApp(env, taken.origin);
  if (!isMailBound(env) || origin === null) return { channel: "mail", results: [] };
  const person = await findProfile(openDirectory(env.DB), taken.user);
  // Somebody else may have this address.
  if (person === null || !person.emailVerified || !isMailAddress(person.email))
    return { channel: "mail", results: [] };
  const language = person.display.language === "auto" ? taken.settings.language : person.display.language;
  const kind = taken.content.kind === "digest" ? "digest" : "mentions";
  const unsubscribe = `${origin}/unsubscribe/${await unsubscribeToken(env, taken, kind)}`;
  const letter = writeLetter({
    ...contentOf(taken, noticeWords(language)),
    action: { label: noticeWords(language)("open"), url: `${origin}${taken.content.address}` },
    note: noteOf(kind, noticeWords(language), unsubscribe),
    language,
  });
  try {
    const thread = taken.content.room;
    const id = await eventId(event);
    await sendMail(env, {
      to: person.email,
      ...letter,
      unsubscribe,
      id,
      ...(thread !== undefined && { thread }),
    });
    return told("told");
  } catch {
    return told("failed");
  }
}

function contentOf({ content }: Telling, words: NoticeText): { title: string; lines: string[] } {
  const { rule, lines, isPerson, kind } = content;
  const room = nameInMail(content.title);
  const said = lines.map(({ name, text }) => lineOf(isPerson ? "" : name, text, words));
  const name = nameInMail(lines.at(-1)?.name ?? "");
  if (rule === "decision") return { title: words("decisionSubject", { room }), lines: [] };
  if (kind === "digest") return digestOf(content, words);
  if (kind !== "room") return { title: room, lines: said };
  if (isPerson) return { title: words("directSubject", { name: room }), lines: said };
  return { title: words(rule === "mention" ? "mentionSubject" : "roomSubject", { name, room }), lines: said };
}

function digestOf({ lines }: Telling["content"], words: NoticeText): { title: string; lines: string[] } {
  return {
    title: words("digestSubject"),
    lines: lines.flatMap(({ name, text, unread = 0 }) => [
      words("digestLine", { room: nameInMail(name), count: String(unread) }),
      ...(text === "" ? [] : [nameInMail(text)]),
    ]),
  };
}

/** Names and texts are of other people: nothing in them looks like an address. */
function lineOf(name: string, text: string, words: NoticeText): string {
  const said = text === "" ? words("newActivity") : nameInMail(text);
  return name === "" ? said : words("said", { name: nameInMail(name), text: said });
}

const noteOf = (kind: "digest" | "mentions", words: NoticeText, address: string): string =>
  `${words(kind === "digest" ? "whyDigest" : "whyMention")} ${words("stop", { address })}`;
