/**
 * Stands in for models that speak and that listen. It does neither, and says so: a short pattern of tones that nobody takes for speech, and a
 * text that says that nobody has listened.
 */
import * as z from "zod";
import { decodeBase64, encodeBase64 } from "../../shared/base64.ts";
import { badInput } from "./ai-error.ts";

const RATE = 16_000;
/** Frequency in hertz and length in seconds; 0 is a pause. */
const PATTERN: readonly [number, number][] = [
  [660, 0.12],
  [0, 0.06],
  [880, 0.12],
  [0, 0.06],
  [660, 0.24],
];
const VOLUME = 0.2;

const speechShape = z.union([
  z.looseObject({ prompt: z.string().min(1), lang: z.string().optional() }),
  z.looseObject({ text: z.string().min(1), speaker: z.string().optional() }),
]);

export function speakLocally(inputs: unknown): { audio: string; stand_in: "tone" } {
  const parsed = speechShape.safeParse(inputs);
  if (!parsed.success) throw badInput(z.prettifyError(parsed.error));
  return { audio: encodeBase64(tones()), stand_in: "tone" };
}

const audioShape = z.looseObject({ audio: z.string().min(1) });

export function listenLocally(inputs: unknown): object {
  const parsed = audioShape.safeParse(inputs);
  if (!parsed.success) throw badInput(z.prettifyError(parsed.error));
  let bytes: number;
  try {
    bytes = decodeBase64(parsed.data.audio).length;
  } catch {
    throw badInput("audio is not base64");
  }
  return {
    text: `[This server has no speech recognition. Nobody has listened to this file of ${bytes} bytes.]`,
    transcription_info: { language: "en", duration: 0 },
  };
}

/** WAV: one channel of 16 bits. */
function tones(): Uint8Array {
  const samples = PATTERN.flatMap(([hertz, seconds]) => {
    const length = Math.round(seconds * RATE);
    return Array.from({ length }, (_, i) => {
      // Without steps at its edges, which would be heard as clicks.
      const edge = Math.min(1, Math.min(i, length - i) / (0.01 * RATE));
      return Math.sin((2 * Math.PI * hertz * i) / RATE) * VOLUME * edge;
    });
  });
  const wav = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const write = (at: number, text: string) =>
    [...text].forEach((letter, i) => wav.setUint8(at + i, letter.charCodeAt(0)));
  write(0, "RIFF");
  wav.setUint32(4, wav.byteLength - 8, true);
  write(8, "WAVEfmt ");
  wav.setUint32(16, 16, true);
  wav.setUint16(20, 1, true);
  wav.setUint16(22, 1, true);
  wav.setUint32(24, RATE, true);
  wav.setUint32(28, RATE * 2, true);
  wav.setUint16(32, 2, true);
  wav.setUint16(34, 16, true);
  write(36, "data");
  wav.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => wav.setInt16(44 + i * 2, Math.round(sample * 0x7fff), true));
  return new Uint8Array(wav.buffer);
}
