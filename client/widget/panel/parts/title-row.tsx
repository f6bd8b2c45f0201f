import { createSignal, Show } from "solid-js";
import { t } from "../../../words/widget.ts";
import { Icon } from "../icon.tsx";
import { lazyPart } from "../lazy-part.tsx";
import { usePanel } from "../panel.ts";

const Menu = lazyPart(() => import("../lazy/menu.tsx"));

/** Back, the title, the menu and the close button. */
export function TitleRow(props: { title: string; hasBack: boolean; children?: never }) {
  const panel = usePanel();
  const [isMenuOpen, setMenuOpen] = createSignal(false);
  let more: HTMLButtonElement | undefined;
  const closeMenu = (): void => {
    setMenuOpen(false);
    more?.focus();
  };
  return (
    <div class="head">
      <Show
        when={props.hasBack}
        fallback={
          <span class="mark">
            <Icon of="chat" size={18} />
          </span>
        }
      >
        <button type="button" class="icon-button" aria-label={t("backToAll")} onClick={() => panel.goHome()}>
          <Icon of="back" size={22} mirrors />
        </button>
      </Show>
      <h1 class="head__title">
        <bdi>{props.title}</bdi>
      </h1>
      <button
        ref={more}
        type="button"
        class="icon-button"
        aria-label={t("more")}
        aria-expanded={isMenuOpen()}
        onPointerEnter={() => Menu.preload()}
        onClick={() => setMenuOpen(!isMenuOpen())}
      >
        <Icon of="more" size={22} />
      </button>
      <Show when={!panel.host.isAlone}>
        <button
          type="button"
          class="icon-button"
          aria-label={t("closeTheChat")}
          onClick={() => panel.host.send({ type: "close" })}
        >
          <Icon of="close" />
        </button>
      </Show>
      <Show when={isMenuOpen()}>
        <Menu onClose={closeMenu} />
      </Show>
    </div>
  );
}
