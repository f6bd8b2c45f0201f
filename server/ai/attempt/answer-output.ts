/** The way of an answer to the room, by what the organization's moderation wants (MODERATION-4). */
import type { ModerationPolicy } from "../../../shared/api.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import { MODERATION_WINDOW } from "../../../shared/limits.ts";
import type { Check, Verdict } from "../model/moderation.ts";

/** Verdicts are of what was looked at so far; `safe` also where nobody looks. */
export interface AnswerOutput {
  /** Whether anything but `safe` ends the answer; otherwise it marks it. */
  refuses: boolean;
  write(text: string): Promise<Verdict>;
  end(): Promise<Verdict>;
}

interface Ports {
  say: (text: string) => void;
  check: Check;
  /** What is answered. */
  to: string;
  /** What earlier attempts have said already. */
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
/** Of the window before, so that nothing hides on the border of two. */
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

/** Shown as it comes; the checks run beside it. What was found of earlier attempts is forgotten: they are checked again. */
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

/** A window is shown after its check, and the next one is not read before. */
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

  /** `fresh` is shown; it is checked together with the end of what was shown before. */
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
