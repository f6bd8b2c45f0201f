import { createSignal, Match, Switch, type Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import { StateMessage } from "../../ui/state.tsx";

/**
 * A part of the app that is loaded when it is first shown. Solid's `lazy` is not used, because it needs a `Suspense` around it. While any
 * part inside loads for the first time, `Suspense` removes everything inside from the page, and scroll position and focus are lost.
 * `begin` loads it before it is shown, so that it is there at once. A failure is tried again when it is shown.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: Component<Props> }>,
): Component<Props> & { begin: () => Promise<void> } {
  const [part, setPart] = createSignal<Component<Props>>();
  const [failed, setFailed] = createSignal(false);
  let asked = false;
  async function begin(): Promise<void> {
    if (asked) return;
    asked = true;
    setFailed(false);
    try {
      const found = await load();
      setPart(() => found.default);
    } catch {
      asked = false;
      setFailed(true);
    }
  }
  const Part: Component<Props> = (props) => {
    void begin();
    return (
      <Switch>
        <Match when={part()} keyed>
          {(found) => <Dynamic component={found} {...props} />}
        </Match>
        <Match when={failed()}>
          <StateMessage icon="warning" title="This part could not be loaded." live>
            <button type="button" class="button" onClick={() => void begin()}>
              Try again
            </button>
          </StateMessage>
        </Match>
      </Switch>
    );
  };
  return Object.assign(Part, { begin });
}
