import { createEffect, createSignal, Match, onCleanup, Switch } from "solid-js";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { Icon } from "../../ui/icon.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import "./connection-bar.css";

/** A connection gap shorter than this is not shown, ms. */
const PATIENCE = 1_500;

/** Says at the top of the page that there is no connection, and what happens to messages that are written meanwhile. */
export function ConnectionBar() {
  const { client } = useClient();
  const { connection } = useInbox();
  const [patient, setPatient] = createSignal(true);
  const isOpen = () => connection().type === "open";
  createEffect(() => {
    setPatient(true);
    if (isOpen()) return;
    const timer = setTimeout(() => setPatient(false), PATIENCE);
    onCleanup(() => clearTimeout(timer));
  });
  const offline = () => {
    const state = connection();
    return state.type === "waiting" && state.offline;
  };
  const stoppedWith = (code: number) => {
    const state = connection();
    return state.type === "stopped" && state.code === code;
  };
  const interrupted = () =>
    !patient() && (connection().type === "waiting" || connection().type === "connecting");
  return (
    <div class="connection" role="status">
      <Switch>
        <Match when={stoppedWith(CLOSE.otherPerson)}>
          <p class="connection__bar">
            <Icon name="warning" /> Somebody else is signed in in this browser now. Nothing from here is sent
            any more.
            <button type="button" class="link-button" onClick={() => location.reload()}>
              Reload
            </button>
          </p>
        </Match>
        <Match when={stoppedWith(CLOSE.upgradeRequired)}>
          <p class="connection__bar">
            <Icon name="warning" /> Parley has been updated.
            <button type="button" class="link-button" onClick={() => location.reload()}>
              Reload
            </button>
          </p>
        </Match>
        <Match when={offline()}>
          <p class="connection__bar">
            <Icon name="warning" /> You are offline. What you write is kept on this device and sent when you
            are back.
          </p>
        </Match>
        <Match when={interrupted()}>
          <p class="connection__bar">
            <Icon name="warning" /> Connecting again… What you write is kept on this device and sent as soon
            as it works.
            <button type="button" class="link-button" onClick={() => client.setOnline(navigator.onLine)}>
              Try now
            </button>
          </p>
        </Match>
      </Switch>
    </div>
  );
}
