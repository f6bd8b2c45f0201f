import type { Voice } from "./voice.ts";

/** The browser's own voice. It cannot speak where the browser has no voice, or none for this language. */
export function openBrowserVoice(language: string): Voice {
  const voices = "speechSynthesis" in window ? window.speechSynthesis : null;
  let isStopped = false;
  return {
    speak(piece) {
      if (voices === null) return Promise.resolve(false);
      const words = new SpeechSynthesisUtterance(piece);
      words.lang = language;
      const own = voices.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language));
      if (own !== undefined) words.voice = own;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      words.onend = () => resolve(true);
      // Stopping is an error to some browsers, and an end to others.
      words.onerror = () => resolve(isStopped);
      voices.speak(words);
      return promise;
    },
    pause: () => voices?.pause(),
    resume: () => voices?.resume(),
    stop() {
      isStopped = true;
      // Some browsers stay paused for the next text otherwise.
      voices?.resume();
      voices?.cancel();
    },
  };
}
