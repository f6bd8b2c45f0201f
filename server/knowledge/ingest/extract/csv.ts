import { Unreadable, type ExtractedText } from "./extracted.ts";

export async function extractCsv(text: string): Promise<ExtractedText> {
  void text;
  throw new Unreadable("wrong_type");
}
