import { createEffect, createSignal, onCleanup } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";
import { spoken, wholeSentences } from "../../../parts/lib/sentences.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { mayDecide } from "./deciders.ts";
import { isUndecided } from "./tool-step.ts";
import { wantsTo } from "../../../parts/tools/tool-words.ts";
import { endOf } from "./turn-words.ts";

/**
 * Sentences within this time are announced together, ms. Answers grow up to 25 times a second, and a screen reader that is interrupted so
 * often says nothing.
 */
const WINDOW = 2_000;

/** Announces running answers sentence by sentence to screen readers, in a live region of its own. */
export default function AnswerAnnouncer() {
  const room = useRoom();
  const [text, setText] = createSignal("");
  /** Up to which offset each answer was announced, in UTF-16 code units; -1 once it is complete. */
  const said = new Map<Seq, number>();
  /** The calls that were announced. */
  const asked = new Set<string>();
  const words: string[] = [];
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  // Text that existed when the room was opened, or is loaded from the history later, is not announced.
  const opening = room.view().head;
  for (const message of room.messages()) {
    if (message.answer?.state === "running") said.set(message.seq, wholeSentences(room.textOf(message)));
  }

  function say(sentence: string): void {
    if (sentence === "") return;
    words.push(sentence);
    if (timer === 0) flush();
  }
  function flush(): void {
    setText(words.splice(0).join(" "));
    timer = window.setTimeout(() => {
      timer = 0;
      if (words.length > 0) flush();
    }, WINDOW);
  }
  /** What waits for a person since the last time: for whoever may decide, what the agent wants to do. */
  function askedNow({ author }: Message, answer: Answer): string {
    const waiting = (answer.steps ?? []).flatMap((step) =>
      step.type === "tool" && isUndecided(step) && !asked.has(`${answer.turn}.${step.number}`) ? [step] : [],
    );
    for (const { number } of waiting) asked.add(`${answer.turn}.${number}`);
    if (waiting.length === 0) return "";
    const wishes = waiting
      .filter(({ tool }) => mayDecide(room, answer, tool))
      .map(({ tool }) => t("askedToDecide", { wish: wantsTo(room.distinctNameOf(author), tool) }));
    return wishes.length > 0 ? wishes.join(" ") : t("waits");
  }
  createEffect(() => {
    for (const message of room.messages().slice(-20)) {
      const { seq, answer, author } = message;
      const from = said.get(seq) ?? (seq > opening ? 0 : -1);
      if (answer === undefined || from < 0) continue;
      const now = room.textOf(message);
      // An answer that waits goes on later.
      const isOver = answer.state !== "running" && answer.state !== "waiting";
      const upTo = isOver ? now.length : wholeSentences(now);
      // A new attempt starts the answer anew, so it is announced from its beginning.
      const begin = upTo < from ? 0 : from;
      const part = spoken(now.slice(begin, upTo), "Code.");
      if (part !== "") say(begin === 0 ? `${room.distinctNameOf(author)}: ${part}` : part);
      said.set(seq, isOver ? -1 : upTo);
      if (isOver) say(endOf(answer, room.nameOf)?.text ?? "");
      else say(askedNow(message, answer));
    }
  });
  return (
    <div class="visually-hidden" role="status" aria-live="polite" aria-label={t("answer")}>
      {text()}
    </div>
  );
}
