/** Tells in a chat of another service, by the address that the person has added. */
import type { ChannelResult } from "../../shared/notices.ts";
import type { SendError } from "../../shared/webhooks.ts";
import type { Env } from "../bindings/env.ts";
import { inboxStub } from "../bindings/object-stubs.ts";
import type { Taken, TakenChat } from "../bindings/taken-notice.ts";
import { unseal } from "../directory/secrets.ts";
import { noticeWords, type NoticeText } from "../notify/notice-words.ts";
import { type SentOutside, sendOutside } from "../outside/fetch.ts";
import { chatBody, type ChatText } from "../rules/notify/chat-body.ts";
import type { ToldOn } from "../rules/notify/telling.ts";
import { addressOfApp } from "./address-of-app.ts";
import { isChatAddress } from "./chat-address.ts";

type Telling = Extract<Taken, { type: "tell" }>;

const TIMEOUT = 10_000;
/** Characters of a refusal that are read. */
const MOST = 200;

/** Addresses are stored sealed: whoever reads the database cannot write into the chat. */
export const chatPurpose = (id: string): string => `notice-chat:${id}`;

export async function tellInChat(env: Env, taken: Telling, channel: `chat:${string}`): Promise<ToldOn> {
  const chat = taken.chats.find(({ id }) => `chat:${id}` === channel);
  if (chat === undefined) return { channel, results: [] };
  const address = await unseal(env.BETTER_AUTH_SECRET, chatPurpose(chat.id), chat.address);
  const result =
    address === null || !isChatAddress(chat.kind, address, env.OUTSIDE_ALLOW)
      ? ("refused" as const)
      : await sendOutside(
          address,
          {
            headers: { "content-type": "application/json", "user-agent": "Parley (notification)" },
            body: chatBody(chat.kind, textOf(taken, addressOfApp(env, taken.origin))),
            timeout: TIMEOUT,
            most: MOST,
          },
          { ownOrigins: env.ALLOWED_ORIGINS, allow: env.OUTSIDE_ALLOW, resolver: env.OUTSIDE_RESOLVER },
        );
  const judged = judge(result);
  if (judged.outcome === "gone")
    await inboxStub(env, taken.organization, taken.user).switchNoticeChatOff(chat.id);
  return {
    channel,
    results: [{ channel, name: nameOf(chat), at: Date.now(), ...judged }],
    again: judged.outcome === "failed",
  };
}

const nameOf = ({ name }: TakenChat): string => name;

function judge(result: SentOutside | SendError): Pick<ChannelResult, "outcome" | "detail"> {
  if (result === "refused" || result === "redirected") return { outcome: "refused", detail: result };
  if (typeof result === "string") return { outcome: "failed", detail: result };
  const { status } = result;
  if (status >= 200 && status < 300) return { outcome: "told" };
  const detail = String(status);
  if (status === 404 || status === 410) return { outcome: "gone", detail };
  return { outcome: status === 429 || status >= 500 ? "failed" : "refused", detail };
}

function textOf({ content, settings }: Telling, origin: string | null): ChatText {
  const words = noticeWords(settings.language);
  return {
    title: titleOf(content, words),
    lines: content.lines.map(({ name, text }) => {
      const said = text === "" ? words("newActivity") : text;
      return name === "" || content.isPerson ? said : words("said", { name, text: said });
    }),
    link: origin === null ? null : { label: words("open"), url: `${origin}${content.address}` },
  };
}

function titleOf({ rule, title, lines, isPerson, kind }: Telling["content"], words: NoticeText): string {
  if (rule === "decision") return words("decisionSubject", { room: title });
  if (kind !== "room") return title;
  if (isPerson) return words("directSubject", { name: title });
  const name = lines.at(-1)?.name ?? "";
  return words(rule === "mention" ? "mentionSubject" : "roomSubject", { name, room: title });
}
