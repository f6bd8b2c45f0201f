import { createSignal, For, Show } from "solid-js";
import { t } from "../../../words/widgets.ts";
import type { WidgetId } from "../../../../shared/ids.ts";
import { copyText } from "../../../ui/copy/copy-text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { PLACES, tagFor, type TagPlace } from "./widget-tag.ts";

/** Names of products are the same in every language. */
const NAMES: Record<Exclude<TagPlace, "tagManager">, string> = {
  html: "HTML",
  react: "React",
  vue: "Vue",
  wordpress: "WordPress",
  shopify: "Shopify",
};

export function TagPanel(props: { widget: WidgetId }) {
  const [place, setPlace] = createSignal<TagPlace>("html");
  const [copied, setCopied] = createSignal(false);
  const name = (each: TagPlace): string => (each === "tagManager" ? t("tagManager") : NAMES[each]);
  const code = () => tagFor(place(), location.origin, props.widget);
  const step = () => {
    if (place() === "wordpress") return t("wordpressStep");
    if (place() === "shopify") return t("shopifyStep");
    return place() === "tagManager" ? t("tagManagerStep") : undefined;
  };
  return (
    <section class="widget-tag" aria-labelledby="widget-tag-title">
      <h2 id="widget-tag-title">{t("tag")}</h2>
      <p class="settings__lead">{t("tagAbout")}</p>
      <div class="widget-tag__places">
        <For each={PLACES}>
          {(each) => (
            <button
              type="button"
              class="widget-tag__place"
              aria-pressed={place() === each}
              onClick={() => {
                setPlace(each);
                setCopied(false);
              }}
            >
              {name(each)}
            </button>
          )}
        </For>
      </div>
      <Show when={step()}>{(text) => <p class="field__hint">{text()}</p>}</Show>
      <pre class="widget-tag__code" tabindex="0" aria-label={name(place())} dir="ltr">
        <code>{code()}</code>
      </pre>
      <button
        type="button"
        class="button"
        onClick={() => void copyText(code()).then((done) => setCopied(done))}
      >
        <Icon name={copied() ? "check" : "copy"} /> {copied() ? t("copied") : t("copyTag")}
      </button>
    </section>
  );
}
