import { createSignal } from "solid-js";
import type { AnswerReader } from "./answer-reader.ts";

type Reader = typeof AnswerReader;

const [reader, setReader] = createSignal<Reader>();
let loading: Promise<Reader> | undefined;

/** The reader of answers, once it is there. It is not part of the first load. */
export { reader };

/** Rejects if it cannot be loaded now; the next call tries again. */
export async function loadReader(): Promise<Reader> {
  loading ??= import("./answer-reader.ts").then((module) => module.AnswerReader);
  try {
    const found = await loading;
    setReader(() => found);
    return found;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}
