import { Match, Show, Switch } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { createPermission } from "./permission.ts";
import { notificationSettings } from "./settings.ts";
import { closeAllShown } from "../../parts/storage/shown-notifications.ts";
import "../../parts/form/form.css";
import "./notifications.css";

/** Turns notifications on or off for this device. The browser's permission prompt appears only after the click that turns them on. */
export default function NotificationsDialog(props: { onClose: () => void }) {
  const { me } = useClient();
  const { account } = useAccount();
  const { here } = usePeople();
  const dialogs = useDialogs();
  const { permission, ask } = createPermission();
  const user = () => me;
  const isOn = () => notificationSettings.isOn(user()) && permission() === "granted";

  async function turnOn(): Promise<void> {
    if ((await ask()) === "granted") notificationSettings.setOn(user(), true);
  }
  function turnOff(): void {
    notificationSettings.setOn(user(), false);
    void closeAllShown(account().organizations.map(({ id }) => id));
  }
  return (
    <Dialog title="Notifications" onClose={() => props.onClose()}>
      <div class="form notifications">
        <Switch>
          <Match when={permission() === "unsupported"}>
            <p class="notifications__state" role="status">
              <Icon name="muted" />
              <span class="notifications__words">
                This browser cannot show notifications for this address. They need a secure connection
                (https), and on some phones the installed app.
              </span>
            </p>
          </Match>
          <Match when={permission() === "denied"}>
            <p class="notifications__state" role="status">
              <Icon name="muted" /> Your browser blocks notifications from Parley.
            </p>
            <p>
              To change that, open the settings of this site beside the address (on a phone: the settings of
              the browser, or of the app), allow notifications there, and come back. Nothing is lost
              meanwhile: what is unread is counted as ever.
            </p>
          </Match>
          <Match when={isOn()}>
            <p class="notifications__state" role="status">
              <Icon name="check" /> Notifications are on for this device.
            </p>
            <p>
              There are no notifications while you are looking at Parley or using another device. What you
              read on one device is cleared on all. Choose what to be notified of in the menu of each
              conversation.
            </p>
            <label class="notifications__choice">
              <input
                type="checkbox"
                checked={notificationSettings.hasSound(user())}
                onChange={(event) => notificationSettings.setSound(user(), event.currentTarget.checked)}
              />
              With sound
            </label>
            <Show when={here.of(user())?.quiet}>
              <p class="notifications__state">
                <Icon name="moon" />
                <span class="notifications__words">
                  Do not disturb is on: no notifications until it ends.
                </span>
                <button
                  type="button"
                  class="button button--small"
                  onClick={() => {
                    props.onClose();
                    dialogs.open("status");
                  }}
                >
                  Change
                </button>
              </p>
            </Show>
          </Match>
          <Match when={true}>
            <p class="notifications__state" role="status">
              <Icon name="muted" /> Notifications are off for this device.
            </p>
            <p>
              When on, you are notified of new messages while Parley is open in a tab or window that you are
              not looking at. Your browser asks for permission. This setting is for this device only.
            </p>
          </Match>
        </Switch>
        <div class="dialog__actions">
          <Show when={isOn()}>
            <button type="button" class="button" onClick={turnOff}>
              Turn off
            </button>
          </Show>
          <Show when={!isOn() && (permission() === "default" || permission() === "granted")}>
            <button type="button" class="button button--primary" onClick={() => void turnOn()}>
              Turn on
            </button>
          </Show>
          <button type="button" class="button" onClick={() => props.onClose()}>
            Close
          </button>
        </div>
      </div>
    </Dialog>
  );
}
