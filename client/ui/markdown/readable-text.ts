import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import type { Dialect } from "../../../shared/markup/dialect.ts";
import { plainText } from "../../../shared/markup/plain-text.ts";
import { loadReader } from "./answers/load-reader.ts";

/** A message as it is read, without markup. */
export async function readableText(text: string, dialect: Dialect): Promise<string> {
  if (dialect === "chat") return plainText(readChat(text));
  const Reader = await loadReader();
  return plainText(new Reader().read(text));
}
