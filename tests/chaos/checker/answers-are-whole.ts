import type { History, Rule, Violation } from "../history.ts";
import { firstFew } from "./received.ts";

/**
 * R11: text that was shown of the last attempt equals the stored text at the same offset, byte for byte. After a crash the
 * stored text may be shorter (by the last second), never different.
 */
export const answersAreWhole: Rule = (history) => {
  const found: Violation[] = [];
  const stored = storedAnswers(history);
  for (const client of history.clients) {
    for (const entry of client.entries) {
      if (entry.type !== "received") continue;
      for (const { target, attempt, offset, text } of saidIn(entry.frame)) {
        const answer = stored.get(`${entry.room} ${target}`);
        if (answer === undefined || answer.attempt !== attempt) continue;
        if (agree(answer, offset, text)) continue;
        found.push(
          `R11: ${client.name} was shown ${JSON.stringify(text.slice(0, 40))} at ${offset} of answer ${target} of ${entry.room}`,
        );
      }
    }
  }
  return firstFew(found);
};

interface Said {
  target: number;
  attempt: number;
  offset: number;
  text: string;
}

function saidIn(frame: { type: string } & object): Said[] {
  if ("m" in frame && "a" in frame && "n" in frame && "d" in frame) {
    return [
      { target: Number(frame.m), attempt: Number(frame.a), offset: Number(frame.n), text: String(frame.d) },
    ];
  }
  if (!("live" in frame) || !Array.isArray(frame.live)) return [];
  return frame.live.map(({ target, attempt, text }) => ({ target, attempt, offset: 0, text }));
}

interface Stored {
  text: string;
  attempt: number;
  mayBeShort: boolean;
}

function storedAnswers({ rooms }: History): Map<string, Stored> {
  const answers = new Map<string, Stored>();
  for (const { room, messages } of rooms) {
    for (const { seq, text, answer, deletedAt } of messages) {
      if (answer === undefined || deletedAt !== undefined) continue;
      const mayBeShort = answer.state === "interrupted";
      answers.set(`${room} ${seq}`, { text, attempt: answer.attempt, mayBeShort });
    }
  }
  return answers;
}

function agree({ text, mayBeShort }: Stored, offset: number, shown: string): boolean {
  const there = text.slice(offset, offset + shown.length);
  return mayBeShort ? shown.startsWith(there) : there === shown;
}
