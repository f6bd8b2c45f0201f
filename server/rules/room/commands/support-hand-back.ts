import { refuse } from "../errors.ts";
import { findSupport } from "../support.ts";
import { defineCommand } from "./command.ts";
import { endTakeover } from "./takeover.ts";

/** A visitor wants the AI to answer again. A person hands back by `takeover`. */
export const supportHandBack = defineCommand<"support.handBack">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, _command, actor) {
    const support = findSupport(store);
    if (support === null || actor.role !== "visitor") return refuse.onlyVisitors();
    return support.state === "person" ? endTakeover(store, actor) : { effects: [] };
  },
});
