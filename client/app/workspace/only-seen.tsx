import { For } from "solid-js";

/**
 * A sentence of which only the values are seen; a screen reader reads all of it. `pieces` come from `t.rich`, with values such as
 * `{ seen: "3" }`.
 */
export function OnlySeen(props: { pieces: readonly (string | { seen: string })[] }) {
  return (
    <For each={props.pieces}>
      {(piece) =>
        typeof piece === "string" ? <span class="visually-hidden">{piece}</span> : <>{piece.seen}</>
      }
    </For>
  );
}
