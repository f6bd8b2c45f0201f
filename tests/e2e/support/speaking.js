/**
 * Stands in for the voices and the hearing of a browser: one without a screen has no voices, and no microphone. What was spoken is in `window.spoken`. A
 * text ends when `window.endSpeech()` is called. `window.hear(text)` is what somebody says.
 */
(() => {
  const waiting = [];
  window.spoken = [];
  window.speechState = "idle";
  const voices = {
    getVoices: () => [{ lang: "de-DE" }],
    speak(words) {
      window.spoken.push({ text: words.text, lang: words.lang });
      window.speechState = "speaking";
      waiting.push(words);
    },
    pause: () => void (window.speechState = "paused"),
    resume: () => void (window.speechState = waiting.length > 0 ? "speaking" : "idle"),
    cancel() {
      window.speechState = "idle";
      for (const words of waiting.splice(0)) words.onerror?.({ error: "canceled" });
    },
  };
  window.endSpeech = () => {
    window.speechState = "idle";
    waiting.shift()?.onend?.({});
  };
  Object.defineProperty(window, "speechSynthesis", { value: voices });
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };

  window.listening = null;
  window.listened = 0;
  window.webkitSpeechRecognition = undefined;
  window.SpeechRecognition = class {
    start() {
      window.listening = this;
      window.listened += 1;
    }
    stop() {
      window.listening = null;
      this.onend?.();
    }
    abort() {
      this.stop();
    }
  };
  window.hear = (text) =>
    window.listening.onresult({
      resultIndex: 0,
      results: [Object.assign([{ transcript: text }], { isFinal: true })],
    });
  window.failToHear = (error) => {
    const hearing = window.listening;
    hearing.onerror({ error });
    hearing.stop();
  };
})();
