import { createEffect, createSignal, Match, onCleanup, Show, Switch } from "solid-js";
import type { Client, ConnectionState } from "../../sdk/types.ts";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/parts.ts";
import { t as inUi } from "../../words/ui.ts";
import { connectionNote } from "./connection-note.ts";
import "./connection-bar.css";

/** A connection gap shorter than this is not shown, ms. */
const PATIENCE = 1_500;

/**
 * Says that a connection is down, why, what happens to messages that are written meanwhile, and what one can do. `isCurrent`: the server
 * has greeted the connection, so that it is of use.
 */
export function ConnectionBar(props: { client: Client; connection: ConnectionState; isCurrent: boolean }) {
  const [patient, setPatient] = createSignal(true);
  createEffect(() => {
    setPatient(true);
    if (props.isCurrent) return;
    const timer = setTimeout(() => setPatient(false), PATIENCE);
    onCleanup(() => clearTimeout(timer));
  });
  const note = () => {
    const found = props.isCurrent ? null : connectionNote(props.connection);
    return found !== null && (found.isCertain || !patient()) ? found : null;
  };
  return (
    <div class="connection" role="status">
      <Show when={note()}>
        {(shown) => (
          <p class="connection__bar">
            <Icon name="warning" />
            <ShortFirst text={shown().text} />
            <Switch>
              <Match when={shown().action === "retry"}>
                <button
                  type="button"
                  class="link-button"
                  onClick={() => props.client.setOnline(navigator.onLine)}
                >
                  {t("tryNow")}
                </button>
              </Match>
              <Match when={shown().action === "reload"}>
                <button type="button" class="link-button" onClick={() => location.reload()}>
                  {inUi("reload")}
                </button>
              </Match>
            </Switch>
          </p>
        )}
      </Show>
    </div>
  );
}

/** The first sentence, and the others, which small screens leave to screen readers, so that the bar is one line. */
function ShortFirst(props: { text: string }) {
  const first = () => /^.*?[.…](?=\s|$)/u.exec(props.text)?.[0] ?? props.text;
  return (
    <span class="connection__text">
      {first()}
      <span class="connection__more">{props.text.slice(first().length)}</span>
    </span>
  );
}
