/** Speech recognition of the browser: https://webaudio.github.io/web-speech-api/. The types of TypeScript lack its main interface. */
export interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  onresult:
    | ((event: {
        resultIndex: number;
        results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
      }) => void)
    | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start: () => void;
  stop: () => void;
  abort: () => void;
}

type NewRecognition = new () => Recognition;

/** Undefined where the browser has none. */
export function findRecognition(): NewRecognition | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = window as unknown as Partial<
    Record<"SpeechRecognition" | "webkitSpeechRecognition", NewRecognition>
  >;
  return SpeechRecognition ?? webkitSpeechRecognition;
}
