/** Tools for tests alone: each answers with what it was told, and remembers that it was called. */
import * as z from "zod";
import type { CallId } from "../../shared/protocol/steps.ts";
import { defineTool, type Repeat, type Tool } from "../../server/ai/contract/tool.ts";

export interface EchoCall {
  tool: string;
  text: string;
  key: CallId;
}

export interface EchoTools {
  tools: readonly Tool[];
  /** Every call that was made, also the same call made again. */
  made: EchoCall[];
  /** The effects that calls had: one for a key where the tool is keyed, one for each call otherwise. */
  effects: EchoCall[];
}

const schema = z.object({ text: z.string() });

/** `before`: what happens when a call was made and its effect is there, but not its result. */
export function echoTools(before: (call: EchoCall) => Promise<void> = async () => undefined): EchoTools {
  const made: EchoCall[] = [];
  const effects: EchoCall[] = [];
  const echo = (name: string, repeat: Repeat, asks = false): Tool =>
    defineTool({
      name,
      description: "Answers with the text that it is given.",
      schema,
      repeat,
      asks,
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
