import { Show } from "solid-js";
import { MAX_TEXT_BYTES } from "../../../../shared/limits.ts";
import { byteLength, normalizeText } from "../../../../shared/text.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { formatNumber } from "../../../ui/format.ts";

/** From this size on the remaining bytes are shown, so that people learn of the limit before they reach it. */
const NEAR = MAX_TEXT_BYTES * 0.9;

// Loaded on demand, because few texts are too long.
const AttachText = lazyPart(() => import("./attach-text.tsx"));

/** `isDraft`: the text is the room's draft, which can have files. */
export function TextSize(props: { text: string; isDraft?: boolean }) {
  // A UTF-16 code unit takes at most 3 bytes in UTF-8, so a short text is known to fit without encoding it.
  const size = () => (props.text.length * 3 < NEAR ? 0 : byteLength(normalizeText(props.text)));
  return (
    <div role="status">
      <Show when={size() > MAX_TEXT_BYTES}>
        <p class="text-size text-size--over">
          Too long by {formatNumber(size() - MAX_TEXT_BYTES)} bytes. A message holds{" "}
          {formatNumber(MAX_TEXT_BYTES)}.{" "}
          <Show when={props.isDraft} fallback="Please send it in parts.">
            <AttachText />
          </Show>
        </p>
      </Show>
      <Show when={size() > NEAR && size() <= MAX_TEXT_BYTES}>
        <p class="text-size">Room for {formatNumber(MAX_TEXT_BYTES - size())} more bytes.</p>
      </Show>
    </div>
  );
}
