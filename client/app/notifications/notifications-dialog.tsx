import { A } from "@solidjs/router";
import { createSignal, Match, onMount, Show, Switch } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { turnOffPush, turnOnPush } from "./push.ts";
import { createPermission } from "./permission.ts";
import { notificationSettings } from "./settings.ts";
import { closeAllShown } from "../../parts/storage/shown-notifications.ts";
import { t } from "../../words/notifications.ts";
import "../../parts/form/form.css";
import "./notifications.css";

/** Turns notifications on or off for this device. The browser's permission prompt appears only after the click that turns them on. */
export default function NotificationsDialog(props: { onClose: () => void }) {
  const { me, organization } = useClient();
  const { account } = useAccount();
  const { here } = usePeople();
  const dialogs = useDialogs();
  const { permission, ask } = createPermission();
  const user = () => me;
  const isOn = () => notificationSettings.isOn(user()) && permission() === "granted";

  /** Undefined while it is not known. */
  const [push, setPush] = createSignal<"on" | "off">();
  const registerPush = () => void turnOnPush().then(setPush);
  onMount(() => {
    if (isOn()) registerPush();
  });

  async function turnOn(): Promise<void> {
    if ((await ask()) !== "granted") return;
    notificationSettings.setOn(user(), true);
    registerPush();
  }
  function turnOff(): void {
    notificationSettings.setOn(user(), false);
    void turnOffPush();
    void closeAllShown(account().organizations.map(({ id }) => id));
  }
  return (
    <Dialog title={t("title")} onClose={() => props.onClose()}>
      <div class="form notifications">
        <Switch>
          <Match when={permission() === "unsupported"}>
            <p class="notifications__state" role="status">
              <Icon name="muted" />
              <span class="notifications__words">{t("notHere")}</span>
            </p>
          </Match>
          <Match when={permission() === "denied"}>
            <p class="notifications__state" role="status">
              <Icon name="muted" /> {t("blocked")}
            </p>
            <p>{t("allowThem")}</p>
          </Match>
          <Match when={isOn()}>
            <p class="notifications__state" role="status">
              <Icon name="check" /> {t("on")}
            </p>
            <p>{t("onAbout")}</p>
            <p role="status">{push() === undefined ? "" : t(push() === "on" ? "pushOn" : "pushOff")}</p>
            <label class="notifications__choice">
              <input
                type="checkbox"
                checked={notificationSettings.hasSound(user())}
                onChange={(event) => notificationSettings.setSound(user(), event.currentTarget.checked)}
              />
              {t("withSound")}
            </label>
            <Show when={here.of(user())?.quiet}>
              <p class="notifications__state">
                <Icon name="moon" />
                <span class="notifications__words">{t("quiet")}</span>
                <button
                  type="button"
                  class="button button--small"
                  onClick={() => {
                    props.onClose();
                    dialogs.open("status");
                  }}
                >
                  {t("change")}
                </button>
              </p>
            </Show>
          </Match>
          <Match when={true}>
            <p class="notifications__state" role="status">
              <Icon name="muted" /> {t("off")}
            </p>
            <p>{t("offAbout")}</p>
          </Match>
        </Switch>
        <p>
          <A href={`/${organization}/notifications`} onClick={() => props.onClose()}>
            {t("allSettings")}
          </A>
        </p>
        <div class="dialog__actions">
          <Show when={isOn()}>
            <button type="button" class="button" onClick={turnOff}>
              {t("turnOff")}
            </button>
          </Show>
          <Show when={!isOn() && (permission() === "default" || permission() === "granted")}>
            <button type="button" class="button button--primary" onClick={() => void turnOn()}>
              {t("turnOn")}
            </button>
          </Show>
          <button type="button" class="button" onClick={() => props.onClose()}>
            {t("close")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
