import { createEffect, createSignal, onCleanup, onMount } from "solid-js";
import { unwrap } from "solid-js/store";
import { t } from "../../../words/widgets.ts";
import type { WidgetLanguage } from "../../../../shared/widget.ts";
import { MARK, type PanelDraft } from "../../../widget/messages.ts";
import { Select } from "../../../ui/select.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { languages } from "./languages.ts";
import { Segments } from "./section.tsx";

type Theme = "light" | "dark";
type Hours = "now" | "closed";
type Width = "desktop" | "phone";

/** How long the preview waits for the next key, milliseconds: with each draft the panel draws itself anew. */
const PAUSE = 150;

/** The real panel, held by this page as a company's page holds it, with the draft in place of what is published. */
export function WidgetPreview(props: { widget: WidgetDraft }) {
  let frame: HTMLIFrameElement | undefined;
  let isReady = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const [language, setLanguage] = createSignal<WidgetLanguage>();
  const [theme, setTheme] = createSignal<Theme>();
  const [hours, setHours] = createSignal<Hours>("now");
  const [width, setWidth] = createSignal<Width>("desktop");
  const shownLanguage = () => language() ?? props.widget.draft.language;
  const shownTheme = (): Theme => {
    const { theme: wanted } = props.widget.draft.look;
    if (wanted !== "auto") return wanted;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  };
  /** Read as a whole, so that each change of it is followed. A copy, because what a store holds cannot be sent. */
  const draft = (): PanelDraft => {
    const { look, texts, starters, form, hours, language } = props.widget.draft;
    const whole = structuredClone(unwrap({ look, texts, starters, form, hours, language }));
    return { ...whole, look: { ...whole.look, theme: theme() ?? shownTheme() } };
  };
  const send = (message: object) =>
    frame?.contentWindow?.postMessage({ ...message, mark: MARK }, location.origin);
  const show = () => send({ type: "draft", draft: draft(), isClosed: hours() === "closed" });
  createEffect(() => {
    JSON.stringify(props.widget.draft);
    theme();
    hours();
    clearTimeout(timer);
    timer = setTimeout(() => isReady && show(), PAUSE);
  });
  const page = () => ({
    url: location.origin,
    title: props.widget.published().look.name,
    referrer: "",
  });
  function hear(event: MessageEvent<unknown>): void {
    if (frame === undefined || event.source !== frame.contentWindow || event.origin !== location.origin)
      return;
    if (typeOf(event.data) !== "ready") return;
    isReady = true;
    send({ type: "start", page: page(), identity: null, isOpen: true });
    show();
  }
  onMount(() => addEventListener("message", hear));
  onCleanup(() => {
    removeEventListener("message", hear);
    clearTimeout(timer);
  });
  /** The panel takes its language when it loads, so the address differs for each. */
  const address = () => {
    const { id, revision } = props.widget.published();
    return `/widget/${id}?revision=${revision}&language=${shownLanguage()}#${shownLanguage()}`;
  };
  return (
    <section class="widget-preview" aria-labelledby="widget-preview-title">
      <h2 id="widget-preview-title">{t("preview")}</h2>
      <p class="settings__lead">{t("previewAbout")}</p>
      <div class="widget-preview__choices">
        <Segments
          group="widget-preview-hours"
          legend={t("previewHours")}
          value={hours()}
          options={[
            { value: "now", label: t("previewNow") },
            { value: "closed", label: t("previewClosed") },
          ]}
          onValue={setHours}
        />
        <Segments
          group="widget-preview-theme"
          legend={t("theme")}
          value={theme() ?? shownTheme()}
          options={[
            { value: "light", label: t("light") },
            { value: "dark", label: t("dark") },
          ]}
          onValue={setTheme}
        />
        <Segments
          group="widget-preview-width"
          legend={t("previewWidth")}
          value={width()}
          options={[
            { value: "desktop", label: t("previewDesktop") },
            { value: "phone", label: t("previewPhone") },
          ]}
          onValue={setWidth}
        />
        <Select
          label={t("language")}
          value={shownLanguage()}
          options={languages()}
          onValue={(value) => setLanguage(value as WidgetLanguage)}
        />
      </div>
      <iframe
        ref={frame}
        class="widget-preview__frame"
        classList={{ "widget-preview__frame--phone": width() === "phone" }}
        title={t("preview")}
        src={address()}
      />
      <a class="button" href={`/widget/${props.widget.published().id}/chat`} target="_blank" rel="noreferrer">
        {t("openPreview")}
      </a>
    </section>
  );
}

function typeOf(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return undefined;
  const message: { mark?: unknown; type?: unknown } = data;
  return message.mark === MARK ? message.type : undefined;
}
