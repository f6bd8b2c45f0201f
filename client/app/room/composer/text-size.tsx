import { Show } from "solid-js";
import { MAX_TEXT_BYTES } from "../../../../shared/limits.ts";
import { byteLength, normalizeText } from "../../../../shared/text.ts";
import { formatNumber } from "../../../ui/format.ts";

/** Said from here on, so that nobody writes to the end before hearing of it. */
const NEAR = MAX_TEXT_BYTES * 0.9;

export function TextSize(props: { text: string }) {
  // A unit of UTF-16 is at most 3 bytes: short texts need no encoding to be known short.
  const size = () => (props.text.length * 3 < NEAR ? 0 : byteLength(normalizeText(props.text)));
  return (
    <div role="status">
      <Show when={size() > MAX_TEXT_BYTES}>
        <p class="text-size text-size--over">
          Too long by {formatNumber(size() - MAX_TEXT_BYTES)} bytes. A message holds{" "}
          {formatNumber(MAX_TEXT_BYTES)}; please send it in parts.
        </p>
      </Show>
      <Show when={size() > NEAR && size() <= MAX_TEXT_BYTES}>
        <p class="text-size">Room for {formatNumber(MAX_TEXT_BYTES - size())} more bytes.</p>
      </Show>
    </div>
  );
}
