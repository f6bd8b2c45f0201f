import { Show } from "solid-js";
import { MAX_TEXT_BYTES } from "../../../../shared/limits.ts";
import { byteLength, normalizeText } from "../../../../shared/text.ts";
import { formatNumber } from "../../../ui/format.ts";

/** From this size on the remaining bytes are shown, so that people learn of the limit before they reach it. */
const NEAR = MAX_TEXT_BYTES * 0.9;

export function TextSize(props: { text: string }) {
  // A UTF-16 code unit takes at most 3 bytes in UTF-8, so a short text is known to fit without encoding it.
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
