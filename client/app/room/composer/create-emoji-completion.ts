import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { searchEmoji, withTone, type Emoji } from "../../../parts/emoji/emoji.ts";
import { rememberEmoji, tone } from "../../../parts/emoji/emoji-memory.ts";
import { chooseByKeys } from "./choose-by-keys.ts";
import { emojiQueryAt } from "./emoji-query.ts";

const SHOWN = 6;

/** Loaded with the first name of an emoji that somebody types. */
const [all, setAll] = createSignal<readonly Emoji[]>();

function loadAll(): void {
  if (all() !== undefined) return;
  import("../../../parts/emoji/emoji-data.ts").then(
    ({ allEmoji }) => setAll(allEmoji),
    () => undefined,
  );
}

/** Suggests emoji after `:thumb`, and replaces `:thumbs_up:` at once. */
export function createEmojiCompletion(input: {
  text: Accessor<string>;
  caret: Accessor<number>;
  isActive: Accessor<boolean>;
  onChoose: (emoji: string, from: number, to: number) => void;
}) {
  const [chosen, setChosen] = createSignal(0);
  /** Offset of the colon for which Escape closed the suggestions. */
  const [dismissed, setDismissed] = createSignal<number>();
  const query = createMemo(() => (input.isActive() ? emojiQueryAt(input.text(), input.caret()) : null));
  const found = createMemo((): readonly Emoji[] => {
    const wanted = query();
    if (!wanted || wanted.isWhole || wanted.start === dismissed()) return [];
    return searchEmoji(all() ?? [], wanted.text, SHOWN);
  });
  createEffect(on(found, () => setChosen(0)));
  createEffect(() => {
    const wanted = query();
    if (wanted === null) setDismissed(undefined);
    else loadAll();
    if (!wanted?.isWhole || wanted.start === dismissed()) return;
    const meant = all()?.find(({ codes }) => codes.includes(wanted.text));
    // After the change that is being shown: replacing within it would undo the caret.
    if (meant !== undefined) queueMicrotask(() => replace(meant));
  });

  function replace(emoji: Emoji): void {
    const wanted = query();
    if (wanted === null) return;
    rememberEmoji(emoji.text);
    input.onChoose(withTone(emoji, tone()), wanted.start, input.caret());
  }
  function choose(emoji: Emoji | undefined): void {
    if (emoji !== undefined) replace(emoji);
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
