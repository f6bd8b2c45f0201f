/** A conversation by mail, as its visitor sees it. */
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { messagesSinceInRoom } from "../../directory/object-calls.ts";
import type { RoomRow } from "../../directory/rooms.ts";
import type { VisitorRow } from "../../directory/visitor-row.ts";
import type { WidgetRow } from "../../directory/widgets.ts";
import { unreadableInRoom } from "../../knowledge/libraries/unreadable-libraries.ts";
import { nameInMail, writeLetter } from "../../notify/letter.ts";
import { mailLanguage, mailText } from "../../notify/mail-words.ts";
import { sendMail } from "../../notify/mail.ts";

/** An address that nobody has signed may be a stranger's: then nothing in the mail looks like a link. */
export async function mailTranscript(
  env: Env,
  { widget, visitor, room, email }: { widget: WidgetRow; visitor: VisitorRow; room: RoomRow; email: string },
): Promise<void> {
  const { organization } = widget;
  const unreadable = await unreadableInRoom(env.DB, { organization, user: visitor.id, room });
  const { messages, more } = await messagesSinceInRoom(env, room.id, 0, unreadable);
  const shown = visitor.emailSigned ? (text: string) => text : nameInMail;
  const { look, language: usual } = widget.settings;
  const language = mailLanguage(visitor.language, usual);
  const say = mailText(language);
  const company = nameInMail(look.name);
  const conversation = await roomStub(env, room.id).conversationOf(visitor.id);
  await sendMail(env, {
    to: email,
    ...writeLetter({
      language,
      title: say("transcript", { company }),
      lines: [
        ...(more ? [say("beginningLeftOut")] : []),
        ...messages.map(({ name, text, attachments }) => {
          const files = (attachments ?? []).map((file) => `[${file.name}]`).join(" ");
          return `${nameInMail(name)}: ${shown([text, files].filter((part) => part !== "").join(" "))}`;
        }),
        ...(conversation?.state === "closed" ? [say("ended")] : []),
      ],
      note: say("askedFor", { company }),
    }),
  });
}
