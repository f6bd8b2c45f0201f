import type { ChatAnswer } from "../../../shared/api-chat.ts";
import { Problem } from "../../problems/problem.ts";
import type { InRoom } from "../in-room.ts";
import type { AskedAnswer } from "./ask-in-chat.ts";
import type { AnswerNews } from "./follow-turn.ts";
import { problemOfReason } from "./reason-sentences.ts";

/** The whole answer. An answer that failed is a problem. One that waits for a decision has no text yet. */
export async function wholeAnswer({ room }: InRoom, asked: AskedAnswer): Promise<ChatAnswer> {
  try {
    for await (const news of asked.news) {
      if (news.type === "waiting") {
        const answer = { answer: "", sources: [], state: news.type };
        return { session: room.id, message: news.answer, turn: asked.turn, ...answer };
      }
      const done = doneWith(news);
      if (done === null) continue;
      const { answer, text, seq } = done;
      const { state, reason, usage, citations = [] } = answer;
      if (state === "running" || state === "waiting") throw problemOfReason("internal");
      if ((state === "failed" || state === "refused") && text === "") throw problemOfReason(reason);
      return {
        ...{ session: room.id, message: seq, turn: asked.turn, answer: text, sources: citations, state },
        ...(reason !== undefined && { reason }),
        ...(usage !== undefined && { usage }),
      };
    }
    throw problemOfReason("internal");
  } finally {
    asked.close();
  }
}

function doneWith(news: AnswerNews) {
  switch (news.type) {
    case "ended": {
      const { answer } = news.message;
      if (answer === undefined) throw problemOfReason("internal");
      return { ...news.message, answer };
    }
    case "gone":
      throw new Problem("conflict", "The question was withdrawn.");
    case "lost":
      throw new Problem(
        "unavailable",
        "The connection to the conversation was lost. The answer goes on there.",
        1_000,
      );
    default:
      return null;
  }
}
