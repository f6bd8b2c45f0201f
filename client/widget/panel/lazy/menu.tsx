import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { WIDGET_LANGUAGES, type WidgetLanguage } from "../../../../shared/widget.ts";
import { LANGUAGE_NAMES } from "../../../words/language-names.ts";
import { t } from "../../../words/widget-talk.ts";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import { panelLanguage, speak } from "../start-language.ts";
import { Elsewhere, Transcript } from "./take-along.tsx";
import "./menu.css";

/** Below the bar, so that it never covers who answers. Escape closes it, and the focus goes back. */
export default function Menu(props: { onClose: () => void }) {
  const panel = usePanel();
  const [isDeleting, setDeleting] = createSignal(false);
  const [hasSound, setSound] = createSignal(panel.store.read("sound") !== "");
  let menu: HTMLDivElement | undefined;
  const room = () => panel.current()?.room.id ?? null;

  function onPointer(event: PointerEvent): void {
    if (event.target instanceof Node && !menu?.parentElement?.contains(event.target)) props.onClose();
  }
  onMount(() => {
    addEventListener("pointerdown", onPointer);
    menu?.querySelector<HTMLElement>("button")?.focus();
  });
  onCleanup(() => removeEventListener("pointerdown", onPointer));

  return (
    <div
      ref={menu}
      class="menu"
      role="group"
      aria-label={t("more")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        props.onClose();
      }}
    >
      <button
        type="button"
        class="row"
        role="switch"
        aria-checked={hasSound()}
        onClick={() => {
          setSound(!hasSound());
          panel.store.write("sound", hasSound() ? "1" : "");
        }}
      >
        <Icon of="sound" />
        <span>{t("sound")}</span>
        <span class="switch" classList={{ "switch--on": hasSound() }} />
      </button>
      <Show when={room()}>
        <Transcript />
      </Show>
      <Show when={panel.summaries().length > 0 || room()}>
        <Elsewhere />
      </Show>
      <label class="row">
        <Icon of="globe" />
        <span>{t("language")}</span>
        <select onChange={(event) => speak(event.currentTarget.value as WidgetLanguage)}>
          <For each={WIDGET_LANGUAGES}>
            {(language) => (
              <option value={language} selected={language === panelLanguage}>
                {LANGUAGE_NAMES[language]}
              </option>
            )}
          </For>
        </select>
      </label>
      <hr />
      <Show when={!panel.host.isAlone}>
        <button type="button" class="row" onClick={() => panel.host.send({ type: "hide" })}>
          <Icon of="hide" />
          <span>
            {t("hideButton")}
            <small>{t("hideButtonHint")}</small>
          </span>
        </button>
      </Show>
      <button
        type="button"
        class="row"
        onClick={() => {
          props.onClose();
          void panel.forget();
        }}
      >
        <Icon of="leave" mirrors />
        <span>{t("logOut")}</span>
      </button>
      <Show when={room()}>
        {(id) => (
          <Show
            when={isDeleting()}
            fallback={
              <button type="button" class="row row--danger" onClick={() => setDeleting(true)}>
                <Icon of="trash" />
                <span>{t("deleteConversation")}</span>
              </button>
            }
          >
            <div class="row__note" role="alertdialog" aria-label={t("deleteConversation")}>
              <p>{t("deleteQuestion", { company: panel.config.look.name })}</p>
              <div class="acts">
                <button
                  type="button"
                  class="button button--danger"
                  onClick={() => {
                    props.onClose();
                    void panel.deleteConversation(id()).catch(panel.failed);
                  }}
                >
                  {t("deleteYes")}
                </button>
                <button type="button" class="button" onClick={() => setDeleting(false)}>
                  {t("keep")}
                </button>
              </div>
            </div>
          </Show>
        )}
      </Show>
    </div>
  );
}
