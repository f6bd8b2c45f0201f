import { Show } from "solid-js";
import { MAX_TEXT_BYTES } from "../../../../shared/limits.ts";
import { byteLength, normalizeText } from "../../../../shared/text.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { t } from "../../../words/room-composer.ts";

/** From this size on the remaining bytes are shown, so that people learn of the limit before they reach it. */
const NEAR = MAX_TEXT_BYTES * 0.9;

// Loaded on demand, because few texts are too long.
const AttachText = lazyPart(() => import("./attach-text.tsx"));

/** `isDraft`: the text is the room's draft, which can have files. */
export default function TextSize(props: { text: string; isDraft?: boolean }) {
  // A UTF-16 code unit takes at most 3 bytes in UTF-8, so a short text is known to fit without encoding it.
  const size = () => (props.text.length * 3 < NEAR ? 0 : byteLength(normalizeText(props.text)));
  return (
    <div role="status">
      <Show when={size() > MAX_TEXT_BYTES}>
        <p class="text-size text-size--over">
          <Show when={props.isDraft} fallback={t("tooLong", { count: charactersOver(props.text, size()) })}>
            <TooLongOrFile over={charactersOver(props.text, size())} />
          </Show>
        </p>
      </Show>
      <Show when={size() > NEAR && size() <= MAX_TEXT_BYTES}>
        <p class="text-size">{t("fits", { count: charactersLeft(props.text, size()) })}</p>
      </Show>
    </div>
  );
}

function TooLongOrFile(props: { over: number }) {
  // Made once, so that it keeps its place while the number changes.
  const attach = <AttachText />;
  return <>{t.rich("tooLongOrFile", { count: props.over, attach })}</>;
}

/** Up to this length, what is too long is counted as people count it: a flag or a letter with its marks is one. */
const COUNTED = 5_000;

/** How many characters at the end of the text are too many. */
function charactersOver(text: string, bytes: number): number {
  let over = bytes - MAX_TEXT_BYTES;
  let from = text.length;
  while (over > 0 && from > 0) {
    const isPair =
      from > 1 && text.charCodeAt(from - 1) >> 10 === 0x37 && text.charCodeAt(from - 2) >> 10 === 0x36;
    const step = isPair ? 2 : 1;
    from -= step;
    over -= byteLength(text.slice(from, from + step));
  }
  const tail = text.slice(from);
  if (tail.length > COUNTED) return [...tail].length;
  return [...new Intl.Segmenter().segment(tail)].length;
}

/** How many more characters like those of the text fit. */
const charactersLeft = (text: string, bytes: number): number =>
  Math.floor((MAX_TEXT_BYTES - bytes) / (bytes / [...text].length));
