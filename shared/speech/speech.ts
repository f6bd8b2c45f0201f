/** Speech over HTTP: `POST …/tts` → the sound, and `POST …/attachments/:attachment/transcript` → Transcript. `docs/protocol/speech.md`. */
import { attachmentPaths } from "../attachments.ts";
import type { AttachmentId, OrganizationId, RoomId } from "../ids.ts";

/** What `POST …/tts` takes. */
export interface SpeechRequest {
  /** As it was written: markup and marks of sources are not spoken. */
  text: string;
  /** A language tag, such as `de` or `pt-BR`. Missing: guessed from the text. */
  language?: string | undefined;
  /** One of `VOICES`. Missing: the voice of the language. */
  voice?: VoiceName | undefined;
}

export interface Transcript {
  text: string;
  /** A language tag, if the model has found one. */
  language?: string | undefined;
}

/** English voices of Deepgram's Aura, whose names are those of the model. */
export const VOICES = [
  "angus",
  "asteria",
  "arcas",
  "orion",
  "orpheus",
  "athena",
  "luna",
  "zeus",
  "perseus",
  "helios",
  "hera",
  "stella",
] as const;
export type VoiceName = (typeof VOICES)[number];

/** In an answer that no model has made: what stands in for it. Only servers on one machine send it. */
export const STAND_IN = "x-parley-stand-in";

export const speechPaths = {
  speak: (organization: OrganizationId) => `/api/organizations/${organization}/tts`,
  transcript: (organization: OrganizationId, room: RoomId, attachment: AttachmentId) =>
    `${attachmentPaths.one(organization, room, attachment)}/transcript`,
};
