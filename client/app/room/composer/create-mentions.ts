import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { foldText } from "../../../../shared/mentions/folded-text.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import type { MentionableMember } from "../room-context.tsx";
import { chooseByKeys } from "./choose-by-keys.ts";
import { mentionQueryAt } from "./mention-query.ts";

const SHOWN = 6;

/** Suggests members after an `@`, and handles the keys that choose one. */
export function createMentions(input: {
  text: Accessor<string>;
  caret: Accessor<number>;
  members: Accessor<readonly MentionableMember[]>;
  onChoose: (member: Member, from: number, to: number) => void;
}) {
  const [chosen, setChosen] = createSignal(0);
  /** Offset of the `@` for which a member was chosen, or Escape closed the suggestions. */
  const [dismissed, setDismissed] = createSignal<number>();
  const query = createMemo(() => mentionQueryAt(input.text(), input.caret()));
  const found = createMemo(() => {
    const wanted = query();
    if (!wanted || wanted.start === dismissed()) return [];
    const start = foldText(wanted.text).text;
    const fitting = input
      .members()
      .map((member) => ({ member, name: foldText(member.name).text }))
      .filter(({ member, name }) => matches(name, start) || member.handle?.startsWith(start) === true);
    // A name that is typed completely needs no suggestion, unless several members have it.
    const [only] = fitting;
    const isMeant = fitting.length === 1 && [only?.name, only?.member.handle].includes(start.trimEnd());
    return isMeant ? [] : fitting.slice(0, SHOWN).map(({ member }) => member);
  });
  createEffect(on(found, () => setChosen(0)));
  createEffect(() => query() === null && setDismissed(undefined));

  function choose(member: Member | undefined): void {
    const from = query()?.start;
    if (!member || from === undefined) return;
    input.onChoose(member, from, input.caret());
    setDismissed(from);
  }
  const onKey = (event: KeyboardEvent): boolean =>
    chooseByKeys(event, {
      count: found().length,
      chosen: chosen(),
      move: setChosen,
      choose: () => choose(found()[chosen()]),
      dismiss: () => setDismissed(query()?.start),
    });
  return { found, chosen, choose, onKey };
}

/** Matches the beginning of any word of the name. */
const matches = (name: string, start: string): boolean =>
  name.startsWith(start.trimEnd()) || name.split(/\s+/).some((word) => word.startsWith(start));
