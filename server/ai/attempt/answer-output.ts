/** Sends an answer to the room, with the checks of the organization's moderation policy (MODERATION-4). */
import type { ModerationPolicy } from "../../../shared/api.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import { MODERATION_WINDOW } from "../../../shared/limits.ts";
import type { Check, Verdict } from "../model/moderation.ts";

/** Verdicts cover the text that was checked so far. Without checks the verdict is `safe`. */
export interface AnswerOutput {
  /** Whether a verdict other than `safe` ends the answer. Otherwise it only marks it. */
  refuses: boolean;
  write(text: string): Promise<Verdict>;
  end(): Promise<Verdict>;
}

interface Ports {
  say: (text: string) => void;
  check: Check;
  /** The prompt that is answered. */
  to: string;
  /** The text of earlier attempts. */
  said: string;
}

export function openOutput(policy: ModerationPolicy, ports: Ports): AnswerOutput {
  switch (policy) {
    case "off":
      return openly(ports);
    case "flag":
      return watched(ports);
    case "hold":
    case "block":
      return windowed(ports);
    default:
      return assertNever(policy);
  }
}

const SAFE: Verdict = { type: "safe" };
/** Number of UTF-16 units of the previous window that are checked again, so that unsafe text across the border is found. */
const OVERLAP = 120;

function openly({ say }: Ports): AnswerOutput {
  return {
    refuses: false,
    write: async (text) => {
      say(text);
      return SAFE;
    },
    end: async () => SAFE,
  };
}

/** Sends text immediately and checks it in parallel. Earlier attempts are checked again, because their verdicts are not stored. */
function watched({ say, check, to, said }: Ports): AnswerOutput {
  const checks: Promise<Verdict>[] = [];
  const windows = new Windows();
  windows.add(said);
  const look = (window: string) => void checks.push(check({ type: "answer", text: window, to }));
  return {
    refuses: false,
    write: async (text) => {
      say(text);
      windows.add(text);
      if (windows.isFull) look(windows.take().checked);
      return SAFE;
    },
    end: async () => {
      if (!windows.isEmpty) look(windows.take().checked);
      return worst(await Promise.all(checks));
    },
  };
}

/** Sends a window of text after its check. The next window is not read before that. */
function windowed({ say, check, to, said }: Ports): AnswerOutput {
  const windows = new Windows();
  windows.add(said);
  windows.take();
  const release = async (): Promise<Verdict> => {
    const { checked, fresh } = windows.take();
    const verdict = await check({ type: "answer", text: checked, to });
    if (verdict.type === "safe") say(fresh);
    return verdict;
  };
  return {
    refuses: true,
    write: async (text) => {
      windows.add(text);
      return windows.isFull ? release() : SAFE;
    },
    end: async () => (windows.isEmpty ? SAFE : release()),
  };
}

class Windows {
  #before = "";
  #pending = "";

  get isFull(): boolean {
    return this.#pending.length >= MODERATION_WINDOW;
  }

  get isEmpty(): boolean {
    return this.#pending === "";
  }

  add(text: string): void {
    this.#pending += text;
  }

  /** `fresh`: the new text to send. `checked`: the same text, preceded by the end of the previous text. */
  take(): { checked: string; fresh: string } {
    const fresh = this.#pending;
    const checked = this.#before + fresh;
    this.#before = checked.slice(-OVERLAP);
    this.#pending = "";
    return { checked, fresh };
  }
}

export function worst(verdicts: Verdict[]): Verdict {
  const categories = verdicts.flatMap((verdict) => (verdict.type === "unsafe" ? verdict.categories : []));
  if (verdicts.some(({ type }) => type === "unsafe"))
    return { type: "unsafe", categories: [...new Set(categories)] };
  return verdicts.find(({ type }) => type === "unchecked") ?? SAFE;
}
