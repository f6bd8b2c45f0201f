import { allowed } from "../../../../shared/permissions.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findMessage } from "../messages/row.ts";
import { kindOf } from "../rows/room-row.ts";
import { forgetSummaries } from "../summaries.ts";
import { withdrawPrompt } from "../turns/end.ts";
import { defineCommand } from "./command.ts";

/** Excludes a message from every model, or allows it again. */
export const ai = defineCommand<"ai">({
  needs: "write",
  rate: "command",
  endsTurns: true,
  run(store, { target, ai }, actor) {
    const message = findMessage(store, target);
    const mayMark = message?.author === actor.user || allowed(actor, "manage", kindOf(store));
    if (message === null || !mayMark) return refuse.noSuchMessage();
    if (message.deleted_at !== null) return refuse.deleted();
    if ((message.ai ?? "allowed") === ai) return { effects: [] };

    const seq = nextSeq(store);
    store.run("UPDATE messages SET ai = ? WHERE seq = ?", ai === "never" ? ai : null, target);
    if (ai === "never") forgetSummaries(store, target);
    const withdrawn = ai === "never" ? withdrawPrompt(store, target, actor) : [];
    const event = appendEvent(store, { type: "message.ai", seq, at: actor.now, by: actor.user, target, ai });
    return { seq, effects: [{ type: "publish", event }, ...withdrawn] };
  },
});
