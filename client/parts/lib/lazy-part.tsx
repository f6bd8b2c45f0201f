import { createSignal, Match, Switch, type Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import { backoff } from "../../sdk/backoff.ts";
import { StateMessage } from "../../ui/state.tsx";
import { wordsLoaded } from "../../words/catalogue.ts";
import { t } from "../../words/parts.ts";
import { loadAgain } from "./load-again.ts";
import { t as inUi } from "../../words/ui.ts";

/** A part that a new version of the app does not have is not asked for again and again. */
const MOST_TRIES = 20;

/**
 * A part of the app that is loaded when it is first shown. Solid's `lazy` is not used, because it needs a `Suspense` around it. While any
 * part inside loads for the first time, `Suspense` removes everything inside from the page, and scroll position and focus are lost.
 * `begin` loads it before it is shown, so that it is there at once. `isComing`: it is neither there nor has failed. A failure is tried again after a pause, by itself.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: Component<Props> }>,
): Component<Props> & { begin: () => Promise<void>; isComing: () => boolean } {
  const [part, setPart] = createSignal<Component<Props>>();
  const [failed, setFailed] = createSignal(false);
  const tryLoad = loadAgain(load);
  let asked = false;
  let failures = 0;
  async function begin(): Promise<void> {
    if (asked) return;
    asked = true;
    try {
      const found = await tryLoad();
      await wordsLoaded();
      setPart(() => found.default);
    } catch {
      asked = false;
      setFailed(true);
      if (++failures < MOST_TRIES) setTimeout(() => void begin(), backoff(failures, Math.random));
    }
  }
  /** What a part imports may have failed too. Browsers remember that by its address, which no error names, until the page is loaded again. */
  const tryAgain = (): void => (failures > 1 && navigator.onLine ? location.reload() : void begin());
  const Part: Component<Props> = (props) => {
    void begin();
    return (
      <Switch>
        <Match when={part()} keyed>
          {(found) => <Dynamic component={found} {...props} />}
        </Match>
        <Match when={failed()}>
          <StateMessage icon="warning" title={t("partNotLoaded")} live>
            <button type="button" class="button" onClick={tryAgain}>
              {inUi("tryAgain")}
            </button>
          </StateMessage>
        </Match>
      </Switch>
    );
  };
  return Object.assign(Part, { begin, isComing: () => part() === undefined && !failed() });
}
