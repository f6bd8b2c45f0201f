import { createComponent, createSignal, Show, type Component, type JSX } from "solid-js";
import { backoff } from "../../sdk/backoff.ts";
import { loadAgain } from "../../parts/lib/load-again.ts";
import { wordsLoaded } from "../../words/catalogue.ts";

const MOST_TRIES = 20;

/**
 * A part that comes after the first message can be sent. Until it is there, `fallback` is shown. A failure is tried again after a
 * pause.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: Component<Props> }>,
  fallback: (props: Props) => JSX.Element = () => null,
): Component<Props> & { preload: () => void } {
  const [loaded, setLoaded] = createSignal<Component<Props>>();
  const tryLoad = loadAgain(load);
  let isLoading = false;
  let failures = 0;
  function preload(): void {
    if (isLoading || loaded() !== undefined) return;
    isLoading = true;
    tryLoad().then(
      async (module) => {
        // Its texts come with it, in the panel's language.
        await wordsLoaded();
        setLoaded(() => module.default);
      },
      () => {
        isLoading = false;
        if (++failures < MOST_TRIES) setTimeout(preload, backoff(failures, Math.random));
      },
    );
  }
  function Part(props: Props) {
    preload();
    return (
      <Show when={loaded()} fallback={fallback(props)}>
        {(component) => createComponent(component(), props)}
      </Show>
    );
  }
  return Object.assign(Part, { preload });
}
