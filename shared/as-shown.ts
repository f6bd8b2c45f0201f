import { type Message, type OptionalField, shownWhen } from "./protocol/events.ts";
import type { Moderation } from "./protocol/turns.ts";

/** Whether the text of a message with this mark is shown to nobody but those who decide. */
export function isHidden(moderation: Moderation | null | undefined): boolean {
  return moderation?.state === "held" || moderation?.state === "retracted";
}

/** What may be shown of a message: of one that is deleted or hidden, only what `shownWhen` names. */
export function asShown(message: Message): Message {
  const isDeleted = message.deletedAt !== undefined;
  if (!isDeleted && !isHidden(message.moderation)) return message;
  const shown: Message = { ...message, text: "", ...(isDeleted && { mentions: [], reactions: {} }) };
  if (isDeleted && message.replyTo !== undefined) shown.quote = null;
  for (const field of optionalFields) {
    const when = shownWhen[field];
    if (when === "notHidden" || (isDeleted && when === "notDeleted")) delete shown[field];
  }
  return shown;
}

const optionalFields = Object.keys(shownWhen).filter(isOptional);

function isOptional(name: string): name is OptionalField {
  return name in shownWhen;
}
