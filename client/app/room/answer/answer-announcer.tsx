import { createEffect, createSignal, onCleanup } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { useRoom } from "../room-context.tsx";
import { spoken, wholeSentences } from "./sentences.ts";
import { endOf } from "./turn-words.ts";

/** Sentences of this window are said together: a screen reader that is interrupted 25 times a second says nothing. */
const WINDOW = 2_000;

/** Says answers that are given while one is here, by sentences, in a region of its own. */
export function AnswerAnnouncer() {
  const room = useRoom();
  const [text, setText] = createSignal("");
  /** How far each answer was said; -1 once it is all said. */
  const said = new Map<Seq, number>();
  const words: string[] = [];
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  // What was there before, and what is loaded from before, is read by those who want to.
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
  createEffect(() => {
    for (const message of room.messages().slice(-20)) {
      const { seq, answer, author } = message;
      const from = said.get(seq) ?? (seq > opening ? 0 : -1);
      if (answer === undefined || from < 0) continue;
      const now = room.textOf(message);
      const isOver = answer.state !== "running";
      const upTo = isOver ? now.length : wholeSentences(now);
      // A new attempt says it again.
      const begin = upTo < from ? 0 : from;
      const part = spoken(now.slice(begin, upTo));
      if (part !== "") say(begin === 0 ? `${room.nameOf(author)}: ${part}` : part);
      said.set(seq, isOver ? -1 : upTo);
      if (isOver) say(endOf(answer, room.nameOf)?.text ?? "");
    }
  });
  return (
    <div class="visually-hidden" role="status" aria-live="polite" aria-label="Answer">
      {text()}
    </div>
  );
}
