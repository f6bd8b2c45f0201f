/** What a tool of another server has answered, as text. Nothing of it is loaded, and nothing of it is more than text. */
import * as z from "zod";
import { plainText } from "./plain-text.ts";

const part = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.enum(["image", "audio"]), mimeType: z.string() }),
  z.object({ type: z.literal("resource_link"), uri: z.string(), name: z.string() }),
  z.object({
    type: z.literal("resource"),
    resource: z.object({ uri: z.string(), text: z.string().optional() }),
  }),
]);

const answer = z.object({
  content: z.array(z.unknown()).default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().default(false),
});

/** Null if it is no result of a tool. */
export function resultText(given: unknown): { ok: boolean; text: string } | null {
  const parsed = answer.safeParse(given);
  if (!parsed.success) return null;
  const { content, structuredContent, isError } = parsed.data;
  const texts = content.map(textOf).filter((text) => text !== "");
  if (texts.length === 0 && structuredContent !== undefined) texts.push(JSON.stringify(structuredContent));
  return { ok: !isError, text: plainText(texts.join("\n\n")) };
}

function textOf(given: unknown): string {
  const parsed = part.safeParse(given);
  if (!parsed.success) return "(something that is no text was left out)";
  const { data } = parsed;
  switch (data.type) {
    case "text":
      return data.text;
    case "image":
    case "audio":
      return `(${data.type} of the type ${data.mimeType.slice(0, 60)} was left out)`;
    case "resource_link":
      return `${data.name}: ${data.uri}`;
    case "resource":
      return data.resource.text ?? `(the file ${data.resource.uri} was left out)`;
  }
}
