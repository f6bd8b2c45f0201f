import { assertNever } from "../../shared/assert-never.ts";
import type { NoticeChannel } from "../../shared/notices.ts";
import type { Env } from "../bindings/env.ts";
import { ownerOf } from "../bindings/inbox-name.ts";
import type { NoticeEvent } from "../bindings/notice-event.ts";
import { inboxStub } from "../bindings/object-stubs.ts";
import type { Taken } from "../bindings/taken-notice.ts";
import type { ToldOn } from "../rules/notify/telling.ts";
import { tellByMail } from "./by-mail.ts";
import { closeByPush, tellByPush } from "./by-push.ts";
import { tellInChat } from "./in-chat.ts";

/** Tells one notice on all channels that are left. `again`: some of them have failed for now. */
export async function tellNotice(env: Env, event: NoticeEvent): Promise<"done" | "again"> {
  const { organization, user } = ownerOf(event.inbox);
  const inbox = inboxStub(env, organization, user);
  const taken: Taken | null = await inbox.takeNotice(event.key, event.version);
  if (taken === null) return "done";
  const told = await Promise.all(
    tellAll(env, event, taken).map(async (telling) => {
      const on = await telling;
      // At once: what is slow on another channel must not make this one tell twice.
      await inbox.noticeTold(event.key, event.version, on);
      return on;
    }),
  );
  return told.some(({ again }) => again === true) ? "again" : "done";
}

function tellAll(env: Env, event: NoticeEvent, taken: Taken): Promise<ToldOn>[] {
  switch (taken.type) {
    case "close":
      return [guarded("push", () => closeByPush(env, event, taken))];
    case "tell":
      return taken.channels.map((channel) => guarded(channel, () => tellOn(env, event, taken, channel)));
    default:
      return assertNever(taken);
  }
}

/** A fault of our own is tried again like one of theirs. */
async function guarded(channel: NoticeChannel, tell: () => Promise<ToldOn>): Promise<ToldOn> {
  try {
    return await tell();
  } catch (error) {
    console.error("a channel could not be told", { channel, error });
    return { channel, results: [], again: true };
  }
}

function tellOn(
  env: Env,
  event: NoticeEvent,
  taken: Extract<Taken, { type: "tell" }>,
  channel: NoticeChannel,
): Promise<ToldOn> {
  if (channel === "push") return tellByPush(env, event, taken);
  if (channel === "mail") return tellByMail(env, event, taken);
  return tellInChat(env, taken, channel);
}
