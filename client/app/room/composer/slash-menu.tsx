import { For } from "solid-js";
import { t } from "../../../words/slash-commands.ts";
import type { SlashCommand } from "./slash-commands.ts";

/** The commands that fit what is written. */
export default function SlashMenu(props: {
  id: string;
  found: readonly SlashCommand[];
  chosen: number;
  onChoose: (command: SlashCommand) => void;
}) {
  return (
    <ul class="mentions plain" id={props.id} role="listbox" aria-label={t("commands")}>
      <For each={props.found}>
        {(command, index) => (
          <li
            id={`${props.id}-${index()}`}
            class="mentions__item"
            role="option"
            aria-selected={index() === props.chosen}
            // Runs before the field loses its focus.
            onPointerDown={(event) => {
              event.preventDefault();
              props.onChoose(command);
            }}
          >
            <span>/{command.name}</span>
            <span class="mentions__code one-line">{command.about()}</span>
          </li>
        )}
      </For>
    </ul>
  );
}
