import { createResource, createSignal, For, onCleanup, Show } from "solid-js";
import { Icon } from "../icon.tsx";
import { highlight } from "./highlight/highlight.ts";

const COPIED_NOTICE_MS = 2_000;

/** Code with a copy button. It gets its colours after it has stopped growing. */
export function Code(props: { text: string; language?: string | undefined; growing?: boolean }) {
  const [copied, setCopied] = createSignal(false);
  const [tokens] = createResource(
    () => !props.growing && { text: props.text, language: props.language },
    ({ text, language }) => highlight(text, language),
  );
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopied(true);
      timer = window.setTimeout(() => setCopied(false), COPIED_NOTICE_MS);
    } catch {
      // No permission: the text can still be selected.
    }
  }
  return (
    <div class="code">
      <Show when={props.language}>{(language) => <span class="code__language">{language()}</span>}</Show>
      <button
        type="button"
        class="code__copy"
        aria-label="Copy code"
        title="Copy"
        onClick={() => void copy()}
      >
        <Icon name={copied() ? "check" : "copy"} size={14} />
      </button>
      <pre dir="ltr" tabindex="0" role="region" aria-label="Code">
        <code>
          {/* `latest`, so that the parent does not suspend until the colours are loaded. */}
          <Show when={tokens.latest} fallback={props.text}>
            {(known) => (
              <For each={known()}>
                {({ text, kind }) => (kind === "plain" ? text : <span class={`code--${kind}`}>{text}</span>)}
              </For>
            )}
          </Show>
        </code>
      </pre>
    </div>
  );
}
