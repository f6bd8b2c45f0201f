import { createMemo, For, Show } from "solid-js";
import { hueOf } from "../../../ui/initials.ts";
import { TextOverlay } from "../composer/text-overlay.tsx";
import "./remote-carets.css";

/** Another person's caret in a field. Offsets count UTF-16 code units. */
export interface RemoteCaret {
  key: number;
  user: string;
  name: string;
  anchor: number;
  head: number;
}

interface Piece {
  text: string;
  /** The person whose selection contains this piece. */
  selectedBy: RemoteCaret | undefined;
  /** The people whose carets stand before this piece. */
  carets: RemoteCaret[];
}

/** The carets of other people over the field. */
export function RemoteCarets(props: {
  area: HTMLTextAreaElement;
  text: string;
  carets: readonly RemoteCaret[];
}) {
  const pieces = createMemo(() => cut(props.text, props.carets));
  return (
    <TextOverlay area={props.area} text={props.text}>
      <For each={pieces()}>
        {(piece) => (
          <>
            <For each={piece.carets}>
              {(caret) => <span class={`caret hue--${hueOf(caret.user)}`} data-name={caret.name} />}
            </For>
            <Show when={piece.selectedBy} fallback={piece.text}>
              {(by) => <span class={`caret-selection hue--${hueOf(by().user)}`}>{piece.text}</span>}
            </Show>
          </>
        )}
      </For>
    </TextOverlay>
  );
}

/** Splits the text at each caret and at each end of a selection. */
function cut(text: string, carets: readonly RemoteCaret[]): Piece[] {
  const places = carets.flatMap(({ anchor, head }) => [anchor, head]);
  const cuts = [...new Set([0, ...places, text.length])].filter((at) => at <= text.length);
  cuts.sort((a, b) => a - b);
  return cuts.map((from, index) => ({
    text: text.slice(from, cuts[index + 1] ?? text.length),
    selectedBy: carets.find(
      ({ anchor, head }) => Math.min(anchor, head) <= from && from < Math.max(anchor, head),
    ),
    carets: carets.filter(({ head }) => head === from),
  }));
}
