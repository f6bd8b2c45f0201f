import * as z from "zod";
import { MAX_TEXT_BYTES } from "../../../shared/limits.ts";
import { type SpeechRequest, type Transcript, VOICES } from "../../../shared/speech/speech.ts";

export const speechRequest: z.ZodType<SpeechRequest> = z.object({
  text: z
    .string()
    .min(1)
    .max(MAX_TEXT_BYTES)
    .meta({ description: "Markdown. Markup, marks of sources and code blocks are not spoken." }),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$/)
    .meta({ description: "A language tag, such as `es`. If it is missing, it is guessed from the text." })
    .exactOptional(),
  voice: z
    .enum(VOICES)
    .meta({ description: "An English voice. If it is missing, the language has its own." })
    .exactOptional(),
});

export const transcript: z.ZodType<Transcript> = z
  .strictObject({
    text: z.string(),
    language: z.string().meta({ description: "A language tag, if the model has found one." }).exactOptional(),
  })
  .meta({ id: "Transcript" });
