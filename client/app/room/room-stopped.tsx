import { createResource, For, Match, Show, Switch } from "solid-js";
import { paths, type Me } from "../../../shared/api.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { callForAnybody } from "../../parts/lib/http.ts";
import { plural } from "../../ui/format.ts";
import { StateMessage } from "../../ui/state.tsx";
import type { RoomSignals } from "./create-room.ts";

/** Shown after the socket was closed for good: says why, and lets the person copy the text that was not sent. */
export default function RoomStopped(props: { code: number; signals: RoomSignals; home: string | undefined }) {
  const back = () => <Show when={props.home}>{(home) => <a href={home()}>Go to your conversations</a>}</Show>;
  const name = () => props.signals.view()?.room.name;
  return (
    <main id="content" class="room-stopped">
      <Switch
        fallback={
          <StateMessage heads icon="warning" title="This conversation stopped working" live>
            <p>The server ended it (code {props.code}). Reloading may help.</p>
            <button type="button" class="button" onClick={() => location.reload()}>
              Reload
            </button>
          </StateMessage>
        }
      >
        <Match when={props.code === CLOSE.forbidden}>
          <StateMessage
            heads
            icon="group"
            title={name() ? `You are no longer in “${name()}”` : "You are no longer in this conversation"}
            live
          >
            <p>You were removed, or you left. You no longer receive its messages.</p>
            {back()}
          </StateMessage>
        </Match>
        <Match when={props.code === CLOSE.notFound}>
          <StateMessage heads icon="warning" title="Conversation not found" live>
            <p>It does not exist, or you do not have access to it.</p>
            {back()}
          </StateMessage>
        </Match>
        <Match when={props.code === CLOSE.damaged}>
          <StateMessage heads icon="warning" title="This conversation’s data is damaged" live>
            <p>
              The server cannot read it. Ask whoever runs it to restore it from a backup. Your other
              conversations are not affected.
            </p>
            <button type="button" class="button" onClick={() => location.reload()}>
              Try again
            </button>
            {back()}
          </StateMessage>
        </Match>
        <Match when={props.code === CLOSE.otherPerson}>
          <OtherPerson />
        </Match>
        <Match when={props.code === CLOSE.upgradeRequired}>
          <StateMessage heads icon="warning" title="Parley has been updated" live>
            <p>Reload to go on. What you wrote is kept on this device.</p>
            <button type="button" class="button button--primary" onClick={() => location.reload()}>
              Reload
            </button>
          </StateMessage>
        </Match>
      </Switch>
      <Unsent signals={props.signals} />
    </main>
  );
}

/**
 * Another person has signed in in another tab of this browser. Nothing that the first person wrote may be sent in the second person's
 * name.
 */
function OtherPerson() {
  const [now] = createResource(() => callForAnybody<Me>("GET", paths.me).catch(() => undefined));
  return (
    <StateMessage heads icon="warning" title={`${now()?.user.name ?? "Someone else"} is signed in now`} live>
      <p>Someone else signed in in another tab of this browser. What you write here is no longer sent.</p>
      <button type="button" class="button button--primary" onClick={() => location.reload()}>
        Reload
      </button>
    </StateMessage>
  );
}

function Unsent(props: { signals: RoomSignals }) {
  const texts = () =>
    [...props.signals.outbox().map((entry) => entry.text), props.signals.draft.text()].filter(
      (text) => text.trim() !== "",
    );
  return (
    <Show when={texts().length > 0}>
      <section class="room-stopped__unsent">
        <h2>{plural(texts().length, "text was not sent", "texts were not sent")}</h2>
        <For each={texts()}>
          {(text) => (
            <textarea class="field__input" readOnly rows={3} value={text} aria-label="Unsent text" />
          )}
        </For>
      </section>
    </Show>
  );
}
