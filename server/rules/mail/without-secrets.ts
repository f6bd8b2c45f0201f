/** What a quoted mail may have of secrets, if its quote was not found: the address that signs replies, and the link that continues. */
import type { ReplyMailbox } from "./reply-address.ts";

export function withoutSecrets(text: string, { local, domain }: ReplyMailbox): string {
  const [before, after] = [local, domain].map((part) => part.replace(/[.-]/g, "\\$&"));
  return text
    .replace(new RegExp(`${before}\\+[0-9a-z]{20,80}@${after}`, "gi"), `${local}@${domain}`)
    .replace(/#continue=[\w-]{20,80}/g, "#continue=…");
}
