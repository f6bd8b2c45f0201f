/** `#script <json>` in a prompt: what the local model does instead of answering. README.md has the grammar. */
import * as z from "zod";

const say = z.strictObject({
  say: z.string(),
  times: z.number().int().min(1).max(100_000).optional(),
  /** Milliseconds between repetitions. */
  every: z.number().min(0).optional(),
});

const step = z.union([
  say,
  z.strictObject({ think: z.string() }),
  /** `raw`: the arguments as text, which may be cut or invalid JSON. */
  z.strictObject({ call: z.string(), args: z.unknown().optional(), raw: z.string().optional() }),
  z.strictObject({ wait: z.number().min(0) }),
  z.strictObject({ fail: z.number().int() }),
  z.strictObject({ cut: z.literal(true) }),
  z.strictObject({ stall: z.literal(true) }),
  z.strictObject({ empty: z.literal(true) }),
  z.strictObject({ twice: z.string() }),
  z.strictObject({ finish: z.enum(["stop", "length"]) }),
  z.strictObject({ obey: z.literal(true) }),
]);

const script = z.union([
  z.array(step),
  z.strictObject({
    attempts: z.array(z.array(step)).min(1),
    /** Steps of a request to continue an answer. */
    continued: z.array(step).optional(),
  }),
]);

export type Step = z.infer<typeof step>;

/** The steps of this attempt. If there are fewer lists than attempts, those of the last list. Null if there is no script. */
export function findScript(prompt: string, attempt: number, continues = false): Step[] | null {
  const json = prompt.match(/(?:^|\s)#script\s+(.+)$/m)?.[1];
  if (json === undefined) return null;
  const parsed = script.safeParse(readJson(json));
  if (!parsed.success) return [{ say: `This is no script: ${z.prettifyError(parsed.error)}` }];
  if (Array.isArray(parsed.data)) return parsed.data;
  if (continues && parsed.data.continued !== undefined) return parsed.data.continued;
  return parsed.data.attempts[attempt - 1] ?? parsed.data.attempts.at(-1) ?? [];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
