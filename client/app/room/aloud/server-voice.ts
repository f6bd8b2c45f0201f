import type { OrganizationId } from "../../../../shared/ids.ts";
import { speechPaths, STAND_IN } from "../../../../shared/speech/speech.ts";
import { send } from "../../../parts/lib/http.ts";
import type { Voice } from "./voice.ts";

/** This server has said that nothing but a stand-in speaks here. It will not have a model before the page is loaded again. */
let isStandIn = false;

/** The server's voice. It cannot speak where the server has no model for the language, no budget, or only a stand-in. */
export function openServerVoice(organization: OrganizationId, language: string): Voice {
  const ended = new AbortController();
  let sound: HTMLAudioElement | undefined;
  let isPaused = false;
  let coming: { piece: string; bytes: Promise<Blob | null> } | undefined;

  async function load(piece: string): Promise<Blob | null> {
    try {
      const response = await send("POST", speechPaths.speak(organization), { text: piece, language });
      if (response.headers.has(STAND_IN)) isStandIn = true;
      return response.ok && !isStandIn ? await response.blob() : null;
    } catch {
      return null;
    }
  }
  async function play(bytes: Blob): Promise<boolean> {
    const address = URL.createObjectURL(bytes);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    sound = new Audio(address);
    sound.onended = () => resolve(true);
    sound.onerror = () => resolve(false);
    ended.signal.addEventListener("abort", () => resolve(true));
    if (!isPaused) sound.play().catch(() => resolve(ended.signal.aborted));
    const isPlayed = await promise;
    sound.pause();
    sound = undefined;
    URL.revokeObjectURL(address);
    return isPlayed;
  }
  return {
    async speak(piece, next) {
      if (isStandIn) return false;
      const bytes = await (coming?.piece === piece ? coming.bytes : load(piece));
      if (ended.signal.aborted) return true;
      if (bytes === null) return false;
      // The next piece is made while this one is heard.
      if (next !== undefined) coming = { piece: next, bytes: load(next) };
      return play(bytes);
    },
    pause() {
      isPaused = true;
      sound?.pause();
    },
    resume() {
      isPaused = false;
      void sound?.play().catch(() => undefined);
    },
    stop: () => ended.abort(),
  };
}
