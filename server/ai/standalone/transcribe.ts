/** What is said in an audio file of a room. It is kept beside the file, and goes with it. */
import * as z from "zod";
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { Transcript } from "../../../shared/speech/speech.ts";
import { transcriptKey } from "../../bindings/attachment-key.ts";
import type { Env } from "../../bindings/env.ts";
import { audioTypeOf } from "../model/audio-type.ts";
import { LISTENER, listenerInput, mostSeconds, priceOfListening, readHeard } from "../model/speech-models.ts";
import { askSpeechModel, type SpeechAnswer } from "./speech-model.ts";

type Transcribed = SpeechAnswer<Transcript> | { type: "gone" } | { type: "noAudio" };

const stored: z.ZodType<Transcript> = z.object({ text: z.string(), language: z.string().exactOptional() });

/** `key`: of the file in R2, which the caller has checked to be small enough. */
export async function transcribe(
  env: Env,
  {
    key,
    organization,
    room,
    user,
  }: { key: string; organization: OrganizationId; room: RoomId; user: UserId },
  now: number,
): Promise<Transcribed> {
  const before = await env.FILES.get(transcriptKey(key));
  const kept = before === null ? null : stored.safeParse(await before.json());
  if (kept?.success === true) return { type: "done", result: kept.data };
  const file = await env.FILES.get(key);
  if (file === null) return { type: "gone" };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (audioTypeOf(bytes) === null) return { type: "noAudio" };
  const longest = mostSeconds(bytes.length);
  const answer = await askSpeechModel<Transcript>(
    env,
    {
      organization,
      user,
      room,
      model: LISTENER,
      input: () => listenerInput(bytes),
      most: priceOfListening(longest),
      read: async (output) => {
        const { transcript, seconds } = readHeard(output);
        return { result: transcript, cost: priceOfListening(seconds ?? longest) };
      },
    },
    now,
  );
  if (answer.type === "done") await env.FILES.put(transcriptKey(key), JSON.stringify(answer.result));
  return answer;
}
