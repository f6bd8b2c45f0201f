/** The tools of an agent that is tried: those that only read are called, all others are shown and not made. */
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { Tool, ToolAnswer } from "../contract/tool.ts";

const HELD: ToolAnswer = {
  ok: false,
  result: "This is a trial of your settings, so the call was not made. Say what you would have done.",
};

/** `held` is told which calls were not made. */
export function trialTools(tools: readonly Tool[], held: (call: CallId | string) => void): Tool[] {
  return tools.map(({ isBound: _, ...tool }) => ({
    ...tool,
    // Nobody is asked. What would ask is not made.
    asks: () => false,
    run: async (args, call) => {
      const reads = tool.repeat === "safe" && tool.readsRoom !== true;
      if (reads && !tool.asks(args, call)) return tool.run(args, { ...call, isTrial: true });
      held(call.key);
      return HELD;
    },
  }));
}
