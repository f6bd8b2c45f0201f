import { createMemo, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import type { CannedAnswer } from "../../../shared/canned.ts";
import { excerptOf } from "../../../shared/text.ts";
import { t } from "../../words/desk-canned.ts";
import { chooseByKeys } from "../room/composer/choose-by-keys.ts";
import type { Canned } from "./create-canned.ts";

const SHOWN = 6;
/** What is typed after `#`, which begins a word. Longer texts are no shortcut. */
const BEFORE_CARET = /(?<=^|\s)[#＃]([^\s#＃]{0,40})$/u;

interface Query {
  field: HTMLTextAreaElement;
  from: number;
  to: number;
  text: string;
}

/** Suggests canned answers after `#` in the reply. */
export function CannedPicker(props: { within: HTMLElement; canned: Canned }) {
  const [query, setQuery] = createSignal<Query>();
  const [chosen, setChosen] = createSignal(0);
  /** Where the `#` stands for which Escape closed the list. */
  let dismissed: number | undefined;
  const found = createMemo(() => {
    const asked = query();
    return asked === undefined ? [] : props.canned.find(asked.text).slice(0, SHOWN);
  });
  function look(): void {
    const asked = queryIn(props.within);
    if (asked?.from !== dismissed) dismissed = undefined;
    if (asked !== undefined && dismissed === undefined) {
      if (query() === undefined) props.canned.load();
      if (query()?.text !== asked.text) setChosen(0);
      setQuery(asked);
    } else setQuery(undefined);
  }
  function choose(answer: CannedAnswer | undefined): void {
    const asked = query();
    if (answer === undefined || asked === undefined) return;
    setQuery(undefined);
    props.canned.insert(answer, asked.field, asked.from, asked.to);
  }
  /** Before the field itself, which would send the message by Enter. */
  function onKeyDown(event: KeyboardEvent): void {
    const isUsed = chooseByKeys(event, {
      count: found().length,
      chosen: chosen(),
      move: setChosen,
      choose: () => choose(found()[chosen()]),
      dismiss: () => {
        dismissed = query()?.from;
        setQuery(undefined);
      },
    });
    if (!isUsed) return;
    event.preventDefault();
    event.stopPropagation();
  }
  onMount(() => {
    const { within } = props;
    const close = () => setQuery(undefined);
    within.addEventListener("input", look);
    within.addEventListener("focusout", close);
    within.addEventListener("keydown", onKeyDown, { capture: true });
    onCleanup(() => {
      within.removeEventListener("input", look);
      within.removeEventListener("focusout", close);
      within.removeEventListener("keydown", onKeyDown, { capture: true });
    });
  });
  return (
    <div class="desk-canned">
      <Show when={found().length > 0}>
        <ul class="desk-canned__list plain" role="listbox" aria-label={t("canned")}>
          <For each={found()}>
            {(answer, index) => (
              <li
                class="desk-canned__item"
                role="option"
                aria-selected={index() === chosen()}
                // Runs before the field loses its focus.
                onPointerDown={(event) => {
                  event.preventDefault();
                  choose(answer);
                }}
              >
                <CannedLine answer={answer} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <span class="visually-hidden" role="status">
        {found().length > 0
          ? t("choices", { count: found().length, title: found()[chosen()]?.title ?? "" })
          : ""}
      </span>
    </div>
  );
}

export function CannedLine(props: { answer: CannedAnswer }) {
  return (
    <span class="desk-canned__line">
      <span class="desk-canned__head">
        <bdi class="one-line">{props.answer.title}</bdi>
        <Show when={props.answer.shortcut !== ""}>
          <bdi class="desk-canned__shortcut">{`#${props.answer.shortcut}`}</bdi>
        </Show>
        <Show when={props.answer.language}>
          {(language) => <span class="desk-canned__shortcut">{language()}</span>}
        </Show>
      </span>
      <span class="desk-canned__text one-line" dir="auto">
        {excerptOf(props.answer.text)}
      </span>
    </span>
  );
}

function queryIn(within: HTMLElement): Query | undefined {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement) || !within.contains(field)) return undefined;
  const { value, selectionStart: to, selectionEnd } = field;
  const match = to === selectionEnd ? BEFORE_CARET.exec(value.slice(0, to)) : null;
  return match === null ? undefined : { field, from: match.index, to, text: match[1] ?? "" };
}
