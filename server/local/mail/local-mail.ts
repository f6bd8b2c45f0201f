import { WorkerEntrypoint } from "cloudflare:workers";
import type { LocalMailbox } from "./local-mailbox.ts";

interface LocalMailEnv {
  LOCAL_MAILBOX: DurableObjectNamespace<LocalMailbox>;
}

/** What workerd makes of an `EmailMessage` on one machine. */
interface SentMessage {
  from: string;
  to: string;
  "EmailMessage::raw": string | ReadableStream<Uint8Array>;
}

/** Replaces `env.MAIL` on one machine: keeps each mail for the page `/dev/mail` and sends nothing. */
export class LocalMail extends WorkerEntrypoint<LocalMailEnv> {
  async send(message: SentMessage): Promise<void> {
    const raw = message["EmailMessage::raw"];
    const mail = {
      from: message.from,
      to: message.to,
      raw: typeof raw === "string" ? raw : await new Response(raw).text(),
    };
    await mailboxOf(this.env).add(mail);
  }
}

export const mailboxOf = ({ LOCAL_MAILBOX }: LocalMailEnv) => LOCAL_MAILBOX.getByName("mailbox");
