/** Reads a text aloud, piece by piece: by the server's voice where it has one, otherwise by the browser's. */
import type { OrganizationId } from "../../../../shared/ids.ts";
import { spokenLanguage } from "../../../../shared/speech/spoken-language.ts";
import { spokenPieces } from "../../../../shared/speech/spoken-pieces.ts";
import { spokenText } from "../../../../shared/speech/spoken-text.ts";
import { openBrowserVoice } from "./browser-voice.ts";
import { openServerVoice } from "./server-voice.ts";

/** Characters of a piece. The first one is short, so that the voice begins soon. Some browsers stop within a long one. */
const PIECE = 600;
const FIRST_PIECE = 200;

export interface Reading {
  pause: () => void;
  resume: () => void;
  stop: () => void;
  /** `mute`: there is no voice for it, or nothing to say. */
  ended: Promise<"read" | "stopped" | "mute">;
}

export function readAloud(organization: OrganizationId, text: string, ownLanguage: string): Reading {
  const said = spokenText(text);
  const language = spokenLanguage(said, ownLanguage);
  const pieces = spokenPieces(said, PIECE, FIRST_PIECE);
  /** The voices that are left, the best one first. */
  const voices = [openServerVoice(organization, language), openBrowserVoice(language)];
  let isPaused = false;
  let isStopped = false;
  let goOn = (): void => undefined;

  async function speak(piece: string, next: string | undefined): Promise<boolean> {
    for (;;) {
      const [voice] = voices;
      if (voice === undefined) return false;
      if (await voice.speak(piece, next)) return true;
      voices.shift();
      if (isStopped) return true;
      if (isPaused) await unpaused();
    }
  }
  const unpaused = () => new Promise<void>((resolve) => (goOn = resolve));
  async function read(): Promise<"read" | "stopped" | "mute"> {
    if (pieces.length === 0) return "mute";
    for (const [at, piece] of pieces.entries()) {
      if (isPaused) await unpaused();
      if (isStopped) return "stopped";
      if (!(await speak(piece, pieces[at + 1]))) return "mute";
    }
    return isStopped ? "stopped" : "read";
  }

  return {
    pause() {
      isPaused = true;
      voices[0]?.pause();
    },
    resume() {
      isPaused = false;
      voices[0]?.resume();
      goOn();
    },
    stop() {
      isStopped = true;
      voices[0]?.stop();
      goOn();
    },
    ended: read(),
  };
}
