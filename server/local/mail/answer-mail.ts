/** What `/dev/mail` does for `Reply`: the mail that a mail program would send is made, and given to the Worker's own handler. */
import type { Env } from "../../bindings/env.ts";
import { encodeFileName } from "../../http/file-name.ts";
import type { IncomingMail } from "../../mail/incoming-mail.ts";
import { receiveMail } from "../../mail/receive-mail.ts";
import type { ShownMail } from "./mail-pages.ts";

export interface Reply {
  text: string;
  files: readonly File[];
}

/** Null if it was taken or forgotten; otherwise what the server that sends it is told. */
export async function answerMail(
  env: Env,
  mail: ShownMail,
  reply: Reply,
  now: number,
): Promise<string | null> {
  const raw = await writeReply(mail, reply, { now, id: crypto.randomUUID() });
  let refusal: string | null = null;
  const incoming: IncomingMail = {
    from: mail.to,
    to: mail.replyTo,
    raw: new Blob([raw]).stream(),
    rawSize: raw.length,
    setReject: (reason) => (refusal = reason),
  };
  await receiveMail(incoming, env, now);
  return refusal;
}

/** As Gmail writes it in English: the new text above a quote, as plain text alone. */
async function writeReply(
  mail: ShownMail,
  { text, files }: Reply,
  { now, id }: { now: number; id: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const boundary = `reply-${id}`;
  const quoted = mail.text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `> ${line}`);
  const day = new Date(mail.at).toUTCString().slice(0, 22);
  const body = [text, "", `On ${day} ${mail.from} <${mail.from}> wrote:`, "", ...quoted].join("\r\n");
  const attached = await Promise.all(
    files.map(async (file) => [
      `--${boundary}`,
      `Content-Type: application/octet-stream`,
      `Content-Disposition: attachment; filename*=UTF-8''${encodeFileName(file.name.toWellFormed())}`,
      "Content-Transfer-Encoding: base64",
      "",
      base64(Buffer.from(await file.arrayBuffer())),
    ]),
  );
  const lines = [
    `From: <${mail.to}>`,
    `To: <${mail.replyTo}>`,
    `Subject: =?UTF-8?B?${Buffer.from(`Re: ${mail.subject}`.slice(0, 100).toWellFormed()).toString("base64")}?=`,
    `Date: ${new Date(now).toUTCString()}`,
    `Message-ID: <${id}@mail.invalid>`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    base64(Buffer.from(body.toWellFormed())),
    ...attached.flat(),
    `--${boundary}--`,
    "",
  ];
  return Uint8Array.from(Buffer.from(lines.join("\r\n")));
}

const base64 = (bytes: Buffer): string => bytes.toString("base64").replace(/.{76}/g, "$&\r\n");
