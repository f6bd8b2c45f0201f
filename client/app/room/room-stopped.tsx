import { createResource, For, Match, Show, Switch } from "solid-js";
import { paths, type Me } from "../../../shared/api.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { callForAnybody } from "../../parts/lib/http.ts";
import { StateMessage } from "../../ui/state.tsx";
import { t } from "../../words/room-stopped.ts";
import { t as inUi } from "../../words/ui.ts";
import type { RoomSignals } from "./create-room.ts";

/** Shown after the socket was closed for good: says why, and lets the person copy the text that was not sent. */
export default function RoomStopped(props: { code: number; signals: RoomSignals; home: string | undefined }) {
  const back = () => <Show when={props.home}>{(home) => <a href={home()}>{t("goHome")}</a>}</Show>;
  const name = () => props.signals.view()?.room.name;
  return (
    <main id="content" class="room-stopped">
      <Switch
        fallback={
          <StateMessage heads icon="warning" title={t("stopped")} live>
            <p>{t("endedByServer", { code: String(props.code) })}</p>
            <button type="button" class="button" onClick={() => location.reload()}>
              {inUi("reload")}
            </button>
          </StateMessage>
        }
      >
        <Match when={props.code === CLOSE.forbidden}>
          <StateMessage
            heads
            icon="group"
            title={name() ? t("noLongerIn", { room: name() ?? "" }) : t("noLongerInThis")}
            live
          >
            <p>{t("removed")}</p>
            {back()}
          </StateMessage>
        </Match>
        <Match when={props.code === CLOSE.notFound}>
          <StateMessage heads icon="warning" title={t("notFound")} live>
            <p>{t("noAccess")}</p>
            {back()}
          </StateMessage>
        </Match>
        <Match when={props.code === CLOSE.damaged}>
          <StateMessage heads icon="warning" title={t("damaged")} live>
            <p>{t("damagedAbout")}</p>
            <button type="button" class="button" onClick={() => location.reload()}>
              {inUi("tryAgain")}
            </button>
            {back()}
          </StateMessage>
        </Match>
        <Match when={props.code === CLOSE.otherPerson}>
          <OtherPerson />
        </Match>
        <Match when={props.code === CLOSE.upgradeRequired}>
          <StateMessage heads icon="warning" title={t("updated")} live>
            <p>{t("reloadToGoOn")}</p>
            <button type="button" class="button button--primary" onClick={() => location.reload()}>
              {inUi("reload")}
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
  const title = () => {
    const name = now()?.user.name;
    return name === undefined ? t("someoneElse") : t("signedIn", { name });
  };
  return (
    <StateMessage heads icon="warning" title={title()} live>
      <p>{t("otherTab")}</p>
      <button type="button" class="button button--primary" onClick={() => location.reload()}>
        {inUi("reload")}
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
        <h2>{t("notSent", { count: texts().length })}</h2>
        <For each={texts()}>
          {(text) => (
            <textarea class="field__input" readOnly rows={3} value={text} aria-label={t("unsent")} />
          )}
        </For>
      </section>
    </Show>
  );
}
