import type { AttachmentId, MessageId } from "../../shared/ids.ts";
import type { MailedFrom } from "../../shared/protocol/events.ts";
import type { Seq } from "../../shared/protocol/seq.ts";

/** A visitor's message that came by mail. */
export interface MailedMessage {
  /** Made of the mail's own id, so that the same mail is one message. */
  id: MessageId;
  text: string;
  attachments?: AttachmentId[];
  via: MailedFrom;
  /** The mail that it answers said everything up to here. */
  readUpTo: Seq;
}

export interface MailTaken {
  type: "taken";
  seq: Seq;
}
