import { Show, type JSX } from "solid-js";

/** Hits of one kind under their heading, with a way to the others. */
export function HitSection(props: {
  title: string;
  /** How many are not shown, as words with the noun: `10 more messages`. */
  rest?: string | undefined;
  onAll: () => void;
  children: JSX.Element;
}) {
  return (
    <section class="search__section" aria-label={props.title}>
      <h2 class="search__heading">{props.title}</h2>
      {props.children}
      <Show when={props.rest}>
        {(rest) => (
          <button type="button" class="search__rest" onClick={() => props.onAll()}>
            {rest()}
          </button>
        )}
      </Show>
    </section>
  );
}

/** How many hits are not shown, in `words`. */
export const restWords = (
  all: number,
  shown: number,
  words: (count: number) => string,
): string | undefined => (all > shown ? words(all - shown) : undefined);
