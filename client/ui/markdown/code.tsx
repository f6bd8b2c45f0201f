import { createResource, createSignal, For, Show } from "solid-js";
import { createCopy } from "../copy/create-copy.ts";
import { Icon } from "../icon.tsx";
import { t } from "../../words/ui.ts";
import { GrowingText } from "./growing-text.ts";
import { highlight } from "./highlight/highlight.ts";
import { shownLanguage } from "./highlight/languages.ts";

/** Code below a bar with its language, a switch for long lines, and a button that copies it. It gets its colours after it has stopped growing. */
export function Code(props: { text: string; language?: string | undefined; growing?: boolean }) {
  const { copied, copy } = createCopy();
  const [wraps, setWraps] = createSignal(false);
  const [tokens] = createResource(
    () => !props.growing && { text: props.text, language: props.language },
    ({ text, language }) => highlight(text, language),
  );
  return (
    <div class="code" classList={{ "code--wrapped": wraps() }}>
      <div class="code__bar">
        <span class="code__language">{shownLanguage(props.language)}</span>
        <button type="button" class="code__action" aria-pressed={wraps()} onClick={() => setWraps(!wraps())}>
          <Icon name="wrap" size={14} /> {t("wrap")}
        </button>
        <button
          type="button"
          class="code__action code__copy"
          aria-label={t("copyCode")}
          onClick={() => void copy(props.text)}
        >
          <Icon name={copied() ? "check" : "copy"} size={14} /> {copied() ? t("copied") : t("copy")}
        </button>
      </div>
      <pre dir="ltr" tabindex="0" role="region" aria-label={t("code")}>
        <code>
          {/* `latest`, so that the parent does not suspend until the colours are loaded. */}
          <Show when={tokens.latest} fallback={<GrowingText text={props.text} />}>
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
