import { useNavigate } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { BotMark } from "../../parts/people/bot-mark.tsx";
import { Handle } from "../../parts/people/handle.tsx";
import { isComposing } from "../../parts/lib/is-composing.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { createChoices, type Choice } from "./create-choices.ts";
import { rank } from "./rank.ts";
import { t } from "../../words/switcher.ts";
import "./switcher.css";

/** Maximum number of results. To find more, the person types another letter. */
const SHOWN = 30;
/** Number of rooms that are listed before anything is typed. */
const ROOMS_AT_FIRST = 8;

/** Opens a room, a person or a page, or runs an action, by its name and with the keyboard alone. */
export default function Switcher(props: { onClose: () => void }) {
  const { organization } = useClient();
  const navigate = useNavigate();
  const choices = createChoices();
  const [query, setQuery] = createSignal("");
  const [active, setActive] = createSignal(0);
  let dialog: HTMLDialogElement | undefined;
  let list: HTMLUListElement | undefined;

  const found = createMemo((): readonly Choice[] => {
    const words = query().trim();
    if (words === "") return atFirst(choices());
    const search = (what: "messages" | "documents"): Choice => ({
      id: `search-${what}`,
      name: t(what === "messages" ? "searchMessagesFor" : "searchDocumentsFor", { words }),
      hint: t("search"),
      picture: { icon: "search" },
      run: () => navigate(`/${organization}/search?q=${encodeURIComponent(words)}&tab=${what}`),
    });
    return [...rank(choices(), words).slice(0, SHOWN), search("messages"), search("documents")];
  });
  createEffect(on(query, () => setActive(0), { defer: true }));
  // The list may become shorter while it is open.
  const at = () => Math.min(active(), found().length - 1);
  createEffect(
    on(at, (index) => list?.children[index]?.scrollIntoView({ block: "nearest" }), { defer: true }),
  );
  let isGone = false;
  onMount(() => dialog?.showModal());
  // The dialog is closed before it leaves the document, because only closing returns the focus.
  onCleanup(() => {
    isGone = true;
    dialog?.close();
  });

  function choose(choice: Choice | undefined): void {
    if (choice === undefined) return;
    dialog?.close();
    choice.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const last = found().length - 1;
    switch (event.key) {
      case "ArrowDown":
        setActive(at() >= last ? 0 : at() + 1);
        break;
      case "ArrowUp":
        setActive(at() <= 0 ? last : at() - 1);
        break;
      case "Enter":
        choose(found()[at()]);
        break;
      default:
        return;
    }
    event.preventDefault();
  }
  return (
    <dialog
      ref={dialog}
      class="dialog switcher"
      aria-label={t("jumpTo")}
      // A `close` event of a dialog that was already removed would close the next one.
      onClose={() => !isGone && props.onClose()}
      onClick={(event) => event.target === dialog && dialog?.close()}
    >
      <div class="switcher__sheet">
        <div class="switcher__field">
          <Icon name="search" />
          <input
            class="switcher__input"
            type="text"
            role="combobox"
            aria-label={t("jumpToAnything")}
            aria-expanded="true"
            aria-autocomplete="list"
            aria-controls="switcher-list"
            aria-activedescendant={optionId(found()[at()])}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder={t("placeholder")}
            autofocus
            value={query()}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <ul
          ref={list}
          id="switcher-list"
          class="plain switcher__list"
          role="listbox"
          aria-label={t("results")}
        >
          <For each={found()}>
            {(choice, index) => (
              <li
                id={optionId(choice)}
                class="switcher__option"
                role="option"
                aria-selected={index() === at()}
                onPointerMove={() => setActive(index())}
                onClick={() => choose(choice)}
              >
                <Picture choice={choice} />
                <span class="switcher__name name one-line" dir="auto">
                  {choice.name}
                </span>
                <Show when={"user" in choice.picture && choice.picture.user}>
                  {(user) => (
                    <>
                      <BotMark user={user()} />
                      <Handle user={user()} always />
                    </>
                  )}
                </Show>
                <span class="switcher__hint">{choice.hint}</span>
              </li>
            )}
          </For>
        </ul>
        <p class="visually-hidden" role="status">
          <Show when={query().trim()}>{t("resultCount", { count: found().length })}</Show>
        </p>
      </div>
    </dialog>
  );
}

function Picture(props: { choice: Choice }) {
  const as = () => props.choice.picture;
  const icon = () => {
    const picture = as();
    return "icon" in picture ? picture.icon : undefined;
  };
  const user = () => {
    const picture = as();
    return "user" in picture ? picture.user : undefined;
  };
  return (
    <span class="switcher__picture" aria-hidden="true">
      <Switch fallback={<Avatar seed={props.choice.id} name={props.choice.name} square size="s" />}>
        <Match when={icon()}>{(name) => <Icon name={name()} />}</Match>
        <Match when={user()}>{(id) => <MemberAvatar user={id()} name={props.choice.name} size="s" />}</Match>
      </Switch>
    </span>
  );
}

/** The list for an empty query: the newest rooms and the actions. */
function atFirst(choices: readonly Choice[]): Choice[] {
  const rooms = choices.filter(({ picture }) => !("icon" in picture));
  return [...rooms.slice(0, ROOMS_AT_FIRST), ...choices.filter(({ picture }) => "icon" in picture)];
}

const optionId = (choice: Choice | undefined): string | undefined => choice && `switcher-${choice.id}`;
