import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { chooseByKeys } from "./choose-by-keys.ts";
import type { SlashCommand } from "./slash-commands.ts";

/** Offers commands after a slash at the beginning of the text. */
export function createSlashMenu(input: {
  text: Accessor<string>;
  caret: Accessor<number>;
  /** The commands that fit a text and a caret. */
  fitting: (text: string, caret: number) => readonly SlashCommand[];
  onChoose: (command: SlashCommand) => void;
}) {
  const [chosen, setChosen] = createSignal(0);
  const [isDismissed, setDismissed] = createSignal(false);
  const found = createMemo(() => (isDismissed() ? [] : input.fitting(input.text(), input.caret())));
  createEffect(on(found, () => setChosen(0)));
  createEffect(() => {
    if (!input.text().startsWith("/")) setDismissed(false);
  });
  function choose(command: SlashCommand | undefined): void {
    if (command !== undefined) input.onChoose(command);
  }
  const onKey = (event: KeyboardEvent): boolean =>
    chooseByKeys(event, {
      count: found().length,
      chosen: chosen(),
      move: setChosen,
      choose: () => choose(found()[chosen()]),
      dismiss: () => setDismissed(true),
    });
  return { found, chosen, choose, onKey };
}
