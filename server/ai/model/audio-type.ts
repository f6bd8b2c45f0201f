/** The type of a sound by its first bytes. Null for anything else. */
type AudioType = "audio/wav" | "audio/mpeg" | "audio/ogg" | "audio/flac" | "audio/mp4" | "audio/webm";

export function audioTypeOf(bytes: Uint8Array): AudioType | null {
  const at = (start: number, sign: string) =>
    [...sign].every((letter, i) => bytes[start + i] === letter.charCodeAt(0));
  if (at(0, "RIFF") && at(8, "WAVE")) return "audio/wav";
  if (at(0, "OggS")) return "audio/ogg";
  if (at(0, "fLaC")) return "audio/flac";
  if (at(4, "ftyp")) return "audio/mp4";
  if (at(0, "\x1a\x45\xdf\xa3")) return "audio/webm";
  // A tag, or the sync word of a frame of layer 3.
  const isFrame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;
  return at(0, "ID3") || isFrame ? "audio/mpeg" : null;
}
