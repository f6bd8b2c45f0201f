import { Unreadable, type ExtractedText } from "./extracted.ts";

export async function extractDocx(bytes: Uint8Array): Promise<ExtractedText> {
  void bytes;
  throw new Unreadable("wrong_type");
}
