import { For } from "solid-js";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import type { Format } from "./format-text.ts";
import "./format-bar.css";

const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);
const key = (name: string): string => (isApple ? `⌘${name}` : `Ctrl+${name}`);

const buttons: readonly { format: Format; icon: IconName; name: string; keys?: string }[] = [
  { format: "bold", icon: "bold", name: "Bold", keys: key("B") },
  { format: "italic", icon: "italic", name: "Italic", keys: key("I") },
  { format: "strike", icon: "strike", name: "Strikethrough", keys: key("Shift+X") },
  { format: "code", icon: "code", name: "Code", keys: key("E") },
  { format: "link", icon: "link", name: "Link", keys: key("K") },
  { format: "list", icon: "list", name: "List" },
  { format: "quote", icon: "quote", name: "Quote" },
];

/** Formats what is selected in the field. Everything in it has a key or can be written, so the field keeps the focus. */
export default function FormatBar(props: { onFormat: (format: Format) => void }) {
  return (
    <div class="format-bar" role="toolbar" aria-label="Formatting">
      <For each={buttons}>
        {({ format, icon, name, keys }) => (
          <button
            type="button"
            class="format-bar__button"
            tabindex="-1"
            aria-label={name}
            title={keys === undefined ? name : `${name} (${keys})`}
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
