/** Tools for tests: each returns its arguments and records its calls. */
import * as z from "zod";
import { defineTool, type Repeat, type Tool } from "../../../server/ai/contract/tool.ts";

export interface EchoCall {
  tool: string;
  text: string;
  key: string;
}

export interface EchoTools {
  tools: readonly Tool[];
  /** All calls, including repeated ones. */
  made: EchoCall[];
  /** Effects of the calls: one per key for a keyed tool, one per call otherwise. */
  effects: EchoCall[];
}

const schema = z.object({ text: z.string() });

/** `before`: runs after a call has taken effect and before its result is returned. */
export function echoTools(before: (call: EchoCall) => Promise<void> = async () => undefined): EchoTools {
  const made: EchoCall[] = [];
  const effects: EchoCall[] = [];
  const echo = (name: string, repeat: Repeat, asks = false): Tool =>
    defineTool({
      name,
      description: "Answers with the text that it is given.",
      schema,
      repeat,
      needs: "write",
      touches: "nothing",
      asks: () => asks,
      run: async ({ text }, { key }) => {
        const call = { tool: name, text, key };
        made.push(call);
        const isSecond = repeat === "keyed" && effects.some((effect) => effect.key === key);
        if (!isSecond) effects.push(call);
        await before(call);
        if (text === "throw") throw new Error("the echo is broken");
        return { ok: text !== "fail", result: `echo: ${text}` };
      },
    });
  return {
    tools: [
      echo("echo_safe", "safe"),
      echo("echo_keyed", "keyed"),
      echo("echo_never", "never"),
      echo("echo_asks", "keyed", true),
    ],
    made,
    effects,
  };
}
