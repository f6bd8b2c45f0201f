import { createEffect, createMemo, createSignal, createUniqueId, For, on, onMount, Show } from "solid-js";
import { isComposing } from "../lib/is-composing.ts";
import { t } from "../../words/emoji.ts";
import { emojiGroups, searchEmoji, withTone, type Emoji, type SkinTone } from "./emoji.ts";
import { allEmoji } from "./emoji-data.ts";
import { recentEmoji, rememberEmoji, rememberTone, tone } from "./emoji-memory.ts";
import "./emoji-panel.css";

const COLUMNS = 8;
const MOST_FOUND = 80;
const RECENT = -1;
const HAND = { text: "✋", tones: ["✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"] };
const toneNames = ["noTone", "light", "mediumLight", "medium", "mediumDark", "dark"] as const;

/**
 * All emoji with a search. The search field keeps the focus, and the arrow keys walk the emoji below it, as in a combobox with a list.
 * `onChoose` gets the emoji in the remembered skin tone.
 */
export default function EmojiPanel(props: { onChoose: (emoji: string) => void }) {
  const id = createUniqueId();
  const recent = recentEmoji();
  const [query, setQuery] = createSignal("");
  const [group, setGroup] = createSignal(recent.length > 0 ? RECENT : 0);
  const [at, setAt] = createSignal(0);
  let field: HTMLInputElement | undefined;
  let list: HTMLDivElement | undefined;
  const shown = createMemo<readonly Emoji[]>(() => {
    if (query().trim() !== "") return searchEmoji(allEmoji, query(), MOST_FOUND);
    if (group() !== RECENT) return allEmoji.filter((emoji) => emoji.group === group());
    return recent.flatMap(
      (text) => allEmoji.find((one) => one.text === text || one.tones.includes(text)) ?? [],
    );
  });
  createEffect(on(shown, () => setAt(0)));
  createEffect(() => list?.children[at()]?.scrollIntoView({ block: "nearest" }));
  onMount(() => field?.focus());

  function choose(emoji: Emoji | undefined): void {
    if (emoji === undefined) return;
    rememberEmoji(emoji.text);
    props.onChoose(withTone(emoji, tone()));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const steps: Partial<Record<string, number>> = { ArrowUp: -COLUMNS, ArrowDown: COLUMNS };
    // With a query, the arrows to the sides move its caret.
    if (query() === "") Object.assign(steps, { ArrowLeft: -1, ArrowRight: 1 });
    const step = steps[event.key];
    if (event.key === "Enter") choose(shown()[at()]);
    else if (step !== undefined) setAt(Math.min(Math.max(at() + step, 0), Math.max(0, shown().length - 1)));
    else return;
    event.preventDefault();
  }
  const current = () => shown()[at()];
  return (
    <div class="emoji-panel">
      <input
        ref={field}
        class="field__input emoji-panel__search"
        type="text"
        role="combobox"
        autocomplete="off"
        aria-label={t("search")}
        placeholder={t("search")}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current() && `${id}-${at()}`}
        value={query()}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Show when={query().trim() === ""}>
        <div class="emoji-panel__groups" role="group" aria-label={t("groups")}>
          <Show when={recent.length > 0}>
            <GroupButton
              face="🕘"
              name={t("recent")}
              pressed={group() === RECENT}
              onClick={() => setGroup(RECENT)}
            />
          </Show>
          <For each={emojiGroups}>
            {(one) => (
              <GroupButton
                face={one.face}
                name={t(one.name)}
                pressed={group() === one.group}
                onClick={() => setGroup(one.group)}
              />
            )}
          </For>
        </div>
      </Show>
      <div ref={list} id={`${id}-list`} class="emoji-panel__list" role="listbox" aria-label={t("emoji")}>
        <For each={shown()}>
          {(emoji, index) => (
            <div
              id={`${id}-${index()}`}
              role="option"
              class="emoji-panel__item"
              aria-selected={index() === at()}
              aria-label={emoji.name}
              title={emoji.name}
              onPointerEnter={() => setAt(index())}
              onClick={() => choose(emoji)}
            >
              {withTone(emoji, tone())}
            </div>
          )}
        </For>
      </div>
      <p class="emoji-panel__empty" role="status">
        <Show when={shown().length === 0}>{t("none")}</Show>
      </p>
      <div class="emoji-panel__foot">
        <span class="emoji-panel__name one-line" aria-hidden="true">
          <Show when={current()}>{(emoji) => <>:{emoji().codes[0]}:</>}</Show>
        </span>
        <div class="emoji-panel__tones" role="radiogroup" aria-label={t("skinTone")}>
          <For each={[0, 1, 2, 3, 4, 5] as const satisfies readonly SkinTone[]}>
            {(one) => (
              <label class="emoji-panel__tone" title={t(toneNames[one])}>
                <input
                  type="radio"
                  class="visually-hidden"
                  name={`${id}-tone`}
                  aria-label={t(toneNames[one])}
                  checked={tone() === one}
                  onChange={() => rememberTone(one)}
                />
                <span aria-hidden="true">{withTone(HAND, one)}</span>
              </label>
            )}
          </For>
        </div>
      </div>
    </div>
  );
}

function GroupButton(props: { face: string; name: string; pressed: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      class="emoji-panel__group"
      aria-label={props.name}
      title={props.name}
      aria-pressed={props.pressed}
      onClick={() => props.onClick()}
    >
      {props.face}
    </button>
  );
}
