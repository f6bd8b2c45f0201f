/** Mails a visitor what supporters have answered and the visitor has not read, once until the visitor reads again. */
import type { RoomId, VisitorId } from "../../../shared/ids.ts";
import { isVisitorId } from "../../../shared/ids.ts";
import { MAILED_CONTINUE_LIFETIME } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { makeReplyAddress, replySecretsOf } from "../../directory/reply-addresses.ts";
import { createCode } from "../../directory/visitor-codes.ts";
import { findVisitor } from "../../directory/visitors.ts";
import { findWidgetOf } from "../../directory/widgets.ts";
import { nameInMail, writeLetter } from "../../notify/letter.ts";
import { mailLanguage, mailText, namesInMail } from "../../notify/mail-words.ts";
import { isMailBound, sendMail } from "../../notify/mail.ts";
import { findRow } from "../../rules/desk/conversations.ts";
import { readDesk } from "../../rules/desk/desk.ts";
import { MAIL_AFTER } from "../../rules/desk/take-news.ts";
import type { UnreadAnswers } from "../../rules/room/desk-news.ts";
import type { SqlStore } from "../../storage/sql.ts";

interface MailPorts {
  env: Env;
  store: SqlStore;
}

/** Of one answer, UTF-16 units. The rest is behind the link. */
const LONGEST = 2_000;

/** Returns when to look again; null if nothing waits to be mailed. */
export async function mailAnswers(
  { env, store }: MailPorts,
  room: RoomId,
  now: number,
): Promise<number | null> {
  const row = findRow(store, room);
  const { organization, origin } = readDesk(store);
  if (row === null || organization === null || origin === null || !isMailBound(env)) return null;
  const unread = await roomStub(env, room).unreadAnswers();
  if (unread === null || unread.answers.length === 0) return null;
  // A mail is on its way already: until the visitor has read what it said, no other one follows.
  if (row.mailed_up_to > unread.read) return null;
  const due = Math.min(...unread.answers.map(({ at }) => at)) + MAIL_AFTER;
  if (due > now) return due;
  const sent = await mailTo(env, { organization, origin, room }, unread, now);
  if (sent)
    store.run(
      "UPDATE conversations SET mailed_up_to = ? WHERE room = ?",
      Math.max(...unread.answers.map(({ seq }) => seq)),
      room,
    );
  return null;
}

type From = { organization: Parameters<typeof findVisitor>[1]; origin: string; room: RoomId };

async function mailTo(
  env: Env,
  { organization, origin, room }: From,
  { visitor: id, answers }: UnreadAnswers,
  now: number,
): Promise<boolean> {
  if (!isVisitorId(id)) return false;
  const directory = openDirectory(env.DB);
  const visitor = await findVisitor(directory, organization, id satisfies VisitorId);
  if (visitor === null || visitor.email === null) return false;
  const widget = await findWidgetOf(directory, organization, visitor.widget);
  if (widget === null) return false;
  const { code } = await createCode(
    directory,
    { visitor: visitor.id, session: null, verifiedUntil: null, lifetime: MAILED_CONTINUE_LIFETIME },
    now,
  );
  const { look, enforce, language: usual } = widget.settings;
  // Whoever has to be named by the company's page cannot be named by a mail (IDENTITY-3).
  const replies = enforce ? null : replySecretsOf(env);
  const replyTo =
    replies === null
      ? null
      : await makeReplyAddress(replies, { room, visitor: visitor.id, email: visitor.email }, now);
  const language = mailLanguage(visitor.language, usual);
  const say = mailText(language);
  const company = nameInMail(look.name);
  const names = [...new Set(answers.map(({ name }) => nameInMail(name)))];
  await sendMail(env, {
    to: visitor.email,
    ...(replyTo !== null && { replyTo }),
    thread: room,
    ...writeLetter({
      language,
      title: say("answered", { names: namesInMail(language, names) }),
      lines: [
        ...answers.map(({ name, text }) => `${nameInMail(name)}: ${text.slice(0, LONGEST)}`),
        ...(replyTo === null ? [] : [say("replyOrAnswer")]),
      ],
      action: {
        label: say("answer"),
        url: `${origin}/widget/${widget.id}/chat?room=${room}#continue=${code}`,
      },
      note: say("leftAddress", { company }),
    }),
  });
  return true;
}
