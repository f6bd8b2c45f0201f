/** Speech out of texts, and texts out of speech. Also `POST /api/tts`. */
import { isAttachmentId } from "../../../shared/ids.ts";
import { MAX_SPOKEN_LENGTH, MAX_TRANSCRIBED_BYTES } from "../../../shared/limits.ts";
import { spokenLanguage } from "../../../shared/speech/spoken-language.ts";
import { spokenText } from "../../../shared/speech/spoken-text.ts";
import { STAND_IN } from "../../../shared/speech/speech.ts";
import { chooseSpeaker } from "../../ai/model/speech-models.ts";
import { speak } from "../../ai/standalone/speak.ts";
import type { SpeechAnswer } from "../../ai/standalone/speech-model.ts";
import { transcribe } from "../../ai/standalone/transcribe.ts";
import { attachmentKey } from "../../bindings/attachment-key.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { callerOf } from "../../principals/caller-of.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { OWN_COPY } from "../middleware/security-headers.ts";
import { jsonAnswer, soundAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/speech.ts";
import { standaloneProblem } from "../standalone-problem.ts";

export const speech = [
  /** Whoever may read a text may hear it. */
  route({
    method: "POST",
    path: "/tts",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.speechRequest),
    answer: soundAnswer,
    v1: true,
    aliases: ["/tts"],
    about: "Speaks a text, and returns the sound.",
    run: async ({ env, principal: { user }, organization: { id: organization }, body }) => {
      const text = spokenText(body.text);
      if (text === "") throw new Problem("bad_type", "There is nothing in this text that can be spoken.");
      if (text.length > MAX_SPOKEN_LENGTH)
        throw new Problem("too_large", `A request speaks at most ${MAX_SPOKEN_LENGTH} characters.`);
      const language = primaryOf(body.language ?? (body.voice === undefined ? spokenLanguage(text) : "en"));
      const speaker = chooseSpeaker(language, body.voice);
      if (speaker === null) throw new Problem("bad_type", `This server has no such voice for "${language}".`);
      const { bytes, type, standIn, hash } = resultOf(
        await speak(env, { organization, user, speaker, text }, Date.now()),
      );
      const headers = new Headers({
        "content-type": type,
        "content-language": language,
        "cache-control": OWN_COPY,
        etag: `"${hash.slice(0, 32)}"`,
      });
      if (standIn !== null) headers.set(STAND_IN, standIn);
      return new Response(bytes, { headers });
    },
  }),
  route({
    method: "POST",
    path: "/rooms/:room/attachments/:attachment/transcript",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.transcript),
    v1: true,
    about: "Writes down what is said in an audio file of a room.",
    run: async ({ env, principal, organization: { id: organization }, room, params }) => {
      if (!isAttachmentId(params.attachment)) throw notFound();
      const file = await roomStub(env, room.id).findDownload(callerOf(principal), params.attachment);
      if (file === null) throw notFound();
      if (file.bytes > MAX_TRANSCRIBED_BYTES)
        throw new Problem("too_large", `Files of up to ${MAX_TRANSCRIBED_BYTES >> 20} MB are transcribed.`);
      const key = attachmentKey({ ...room, organization }, file.object);
      const transcribed = await transcribe(
        env,
        { key, organization, room: room.id, user: principal.user },
        Date.now(),
      );
      if (transcribed.type === "gone") throw notFound();
      if (transcribed.type === "noAudio")
        throw new Problem("bad_type", "This is no audio file that can be transcribed.");
      return resultOf(transcribed);
    },
  }),
];

/** `pt` of `pt-BR`. */
const primaryOf = (tag: string): string => (tag.split("-")[0] ?? tag).toLowerCase();

function resultOf<Result>(answer: SpeechAnswer<Result>): Result {
  if (answer.type === "done") return answer.result;
  if (answer.type === "tooOften")
    throw new Problem("rate_limited", "That is a lot of speech. Wait a moment.", answer.retryAfter);
  throw standaloneProblem(answer);
}
