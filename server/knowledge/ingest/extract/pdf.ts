import { Unreadable, type ExtractedText } from "./extracted.ts";

export async function extractPdf(bytes: Uint8Array): Promise<ExtractedText> {
  void bytes;
  throw new Unreadable("wrong_type");
}
