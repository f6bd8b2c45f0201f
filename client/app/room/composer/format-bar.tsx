import { For } from "solid-js";
import { Icon, type IconShape } from "../../../ui/icon.tsx";
import { bold, italic, quote, strike } from "../../../ui/later-icons.ts";
import { t } from "../../../words/room-composer.ts";
import type { Format } from "./format-text.ts";
import "./format-bar.css";

const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);
const key = (name: string): string => (isApple ? `⌘${name}` : `Ctrl+${name}`);

const buttons: readonly { format: Format; icon: IconShape; keys?: string }[] = [
  { format: "bold", icon: bold, keys: key("B") },
  { format: "italic", icon: italic, keys: key("I") },
  { format: "strike", icon: strike, keys: key("Shift+X") },
  { format: "code", icon: "code", keys: key("E") },
  { format: "link", icon: "link", keys: key("K") },
  { format: "list", icon: "list" },
  { format: "quote", icon: quote },
];

/** Formats what is selected in the field. Everything in it has a key or can be written, so the field keeps the focus. */
export default function FormatBar(props: { onFormat: (format: Format) => void }) {
  return (
    <div class="format-bar" role="toolbar" aria-label={t("formatting")}>
      <For each={buttons}>
        {({ format, icon, keys }) => (
          <button
            type="button"
            class="format-bar__button"
            tabindex="-1"
            aria-label={t(format)}
            title={keys === undefined ? t(format) : t("withKeys", { name: t(format), keys })}
            // Runs before the field loses its focus and its selection.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onFormat(format)}
          >
            <Icon name={icon} size={16} />
          </button>
        )}
      </For>
    </div>
  );
}
