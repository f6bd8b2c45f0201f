/** Speaks a text. What was spoken is kept for a day, for its organization alone. */
import * as z from "zod";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { SPEECH_KEPT } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";
import { hashToken } from "../../directory/secrets.ts";
import { audioTypeOf } from "../model/audio-type.ts";
import { inputOf, priceOfSpeech, readSound, type Speaker } from "../model/speech-models.ts";
import { askSpeechModel, type SpeechAnswer } from "./speech-model.ts";

export interface Spoken {
  bytes: ArrayBuffer;
  type: string;
  standIn: string | null;
  /** The same for the same voice and text. */
  hash: string;
}

/** KV takes 25 MiB. */
const MOST_KEPT = 20 * 1_024 * 1_024;

const keptAs = z.object({ type: z.string(), standIn: z.string().nullable() });

/** `text` has been made for speaking. */
export async function speak(
  env: Env,
  {
    organization,
    user,
    speaker,
    text,
  }: { organization: OrganizationId; user: UserId; speaker: Speaker; text: string },
  now: number,
): Promise<SpeechAnswer<Spoken>> {
  const hash = await hashToken(JSON.stringify([speaker.model, speaker.voice, text]));
  const key = `speech:${organization}:${hash}`;
  const kept = await env.CACHE.getWithMetadata(key, "arrayBuffer").catch(() => null);
  const facts = keptAs.safeParse(kept?.metadata);
  const bytes = kept?.value ?? null;
  if (bytes !== null && facts.success) return { type: "done", result: { bytes, ...facts.data, hash } };
  const answer = await askSpeechModel<Spoken>(
    env,
    {
      organization,
      user,
      room: "speech",
      model: speaker.model,
      input: () => inputOf(speaker, text),
      most: priceOfSpeech(speaker, text),
      read: async (output) => {
        const { bytes, standIn } = await readSound(output);
        const type = audioTypeOf(bytes);
        if (type === null) throw new Error("no sound");
        const result = { bytes: bytes.buffer, type, standIn, hash };
        return { result, cost: standIn === null ? priceOfSpeech(speaker, text) : 0 };
      },
    },
    now,
  );
  if (answer.type === "done" && answer.result.bytes.byteLength <= MOST_KEPT) {
    const { bytes, type, standIn } = answer.result;
    // The answer does not fail because it is not kept.
    await env.CACHE.put(key, bytes, {
      expirationTtl: SPEECH_KEPT,
      metadata: { type, standIn } satisfies z.infer<typeof keptAs>,
    }).catch((error: unknown) => console.error("speech is not kept", error));
  }
  return answer;
}
