import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import type { Member } from "../../../../shared/protocol/events.ts";
import { mentionQueryAt } from "./mention-query.ts";

const SHOWN = 6;

/** Suggests members after an `@`, and handles the keys that choose one. */
export function createMentions(input: {
  text: Accessor<string>;
  caret: Accessor<number>;
  members: Accessor<readonly Member[]>;
  onChoose: (member: Member, from: number, to: number) => void;
}) {
  const [chosen, setChosen] = createSignal(0);
  /** Offset of the `@` for which Escape closed the suggestions. */
  const [dismissed, setDismissed] = createSignal<number>();
  const query = createMemo(() => mentionQueryAt(input.text(), input.caret()));
  const found = createMemo(() => {
    const wanted = query();
    if (!wanted || wanted.start === dismissed()) return [];
    const start = wanted.text.toLocaleLowerCase();
    return input
      .members()
      .filter(({ name }) => matches(name.toLocaleLowerCase(), start))
      .slice(0, SHOWN);
  });
  createEffect(on(found, () => setChosen(0)));

  function choose(member: Member | undefined): void {
    const from = query()?.start;
    if (member && from !== undefined) input.onChoose(member, from, input.caret());
  }
  /** Handles a key; returns whether the suggestions used it. */
  function onKey(event: KeyboardEvent): boolean {
    const count = found().length;
    if (count === 0 || event.isComposing) return false;
    switch (event.key) {
      case "ArrowDown":
        setChosen((chosen() + 1) % count);
        return true;
      case "ArrowUp":
        setChosen((chosen() + count - 1) % count);
        return true;
      case "Enter":
      case "Tab":
        choose(found()[chosen()]);
        return true;
      case "Escape":
        setDismissed(query()?.start);
        return true;
      default:
        return false;
    }
  }
  return { found, chosen, choose, onKey };
}

/** Matches the beginning of any word of the name. A name that is typed completely needs no suggestion. */
const matches = (name: string, start: string): boolean =>
  name !== start.trimEnd() &&
  (name.startsWith(start) || name.split(/\s+/).some((word) => word.startsWith(start)));
