/**
 * Models of Workers AI that speak and that listen. Inputs and outputs as of 2026-11: https://developers.cloudflare.com/workers-ai/models/;
 * prices, in millionths of a US dollar: https://developers.cloudflare.com/workers-ai/platform/pricing/#audio-model-pricing.
 */
import * as z from "zod";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import type { Transcript, VoiceName } from "../../../shared/speech/speech.ts";
import type { Cost } from "../../rules/meter/meter.ts";

export interface Speaker {
  model: "@cf/myshell-ai/melotts" | "@cf/deepgram/aura-1";
  /** The name of the voice in the model; the language where a model has one voice for each. */
  voice: string;
  /** A tag of two letters. */
  language: string;
}

/** 18.63 neurons for a minute of sound. It speaks these languages, each with one voice: https://github.com/myshell-ai/MeloTTS. */
const MELO = { perMinute: 205, languages: ["en", "es", "fr", "zh", "ja", "ko"] };
/** 1,363.64 neurons for 1,000 characters. English only. */
const AURA = { perCharacter: 15 };

/** Who speaks this language; null if nobody does. `voice` is an English one. */
export function chooseSpeaker(language: string, voice?: VoiceName): Speaker | null {
  if (voice !== undefined)
    return language === "en" ? { model: "@cf/deepgram/aura-1", voice, language } : null;
  return MELO.languages.includes(language)
    ? { model: "@cf/myshell-ai/melotts", voice: language, language }
    : null;
}

export function inputOf({ model, voice, language }: Speaker, text: string): object {
  return model === "@cf/deepgram/aura-1"
    ? { text, speaker: voice, encoding: "mp3" }
    : { prompt: text, lang: language };
}

/** Slow speech: 10 letters in a second, or 3 signs of a script that writes syllables or words with one. */
const SECONDS = { letter: 0.1, sign: 0.35 };
const SIGNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** MeloTTS is paid by the minute of its sound, and does not say how long it is: the most that the text can take. */
export function priceOfSpeech({ model }: Speaker, text: string): Cost {
  if (model === "@cf/deepgram/aura-1") return text.length * AURA.perCharacter;
  const signs = text.match(SIGNS)?.length ?? 0;
  const seconds = signs * SECONDS.sign + (text.length - signs) * SECONDS.letter;
  return Math.ceil((seconds / 60) * MELO.perMinute);
}

/** What the models return: a stream or a response of bytes, bytes, or bytes as base64. */
const encodedSound = z.looseObject({ audio: z.string().min(1), stand_in: z.string().optional() });

export interface Sound {
  bytes: Uint8Array<ArrayBuffer>;
  /** What stands in for a model, on a server that has none. */
  standIn: string | null;
}

/** Throws if it is no sound. */
export async function readSound(output: unknown): Promise<Sound> {
  if (output instanceof ReadableStream || output instanceof ArrayBuffer || output instanceof Uint8Array)
    return { bytes: new Uint8Array(await new Response(output as BodyInit).arrayBuffer()), standIn: null };
  if (output instanceof Response) return readSound(await output.arrayBuffer());
  const { audio, stand_in: standIn = null } = encodedSound.parse(output);
  return { bytes: decodeBase64(audio), standIn };
}

export const LISTENER = "@cf/openai/whisper-large-v3-turbo";
/** $0.00051 for a minute of sound. */
const LISTENER_PER_MINUTE = 510;
/** Bytes of a second of the tightest speech that phones record (16 kbit/s): a file is not longer than this says. */
const FEWEST_BYTES = 2_000;

export const mostSeconds = (bytes: number): number => bytes / FEWEST_BYTES;
export const priceOfListening = (seconds: number): Cost => Math.ceil((seconds / 60) * LISTENER_PER_MINUTE);

/** Silence is left out before the model listens, because it hears words in it. */
export const listenerInput = (bytes: Uint8Array): object => ({
  audio: encodeBase64(bytes),
  task: "transcribe",
  vad_filter: true,
});

const heard = z.looseObject({
  text: z.string(),
  transcription_info: z
    .looseObject({ language: z.string().optional(), duration: z.number().min(0).optional() })
    .optional(),
});

/** Throws if the model has returned something else. */
export function readHeard(output: unknown): { transcript: Transcript; seconds: number | null } {
  const { text, transcription_info: info } = heard.parse(output);
  const language = info?.language;
  const transcript = { text: text.trim(), ...(language !== undefined && language !== "" && { language }) };
  return { transcript, seconds: info?.duration ?? null };
}
