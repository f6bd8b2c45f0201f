import { Match, Switch } from "solid-js";
import { useDialogs, type DialogName } from "../../parts/contexts/dialogs-context.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";

const ConversationDialog = lazyPart(() => import("../workspace/conversation-dialog.tsx"));
const NewSession = lazyPart(() => import("../workspace/new-session.tsx"));
const NotificationsDialog = lazyPart(() => import("../notifications/notifications-dialog.tsx"));
const HandleDialog = lazyPart(() => import("../people/handle-dialog.tsx"));
const StatusDialog = lazyPart(() => import("../people/status-dialog.tsx"));
const ShortcutsDialog = lazyPart(() => import("../shortcuts/shortcuts-dialog.tsx"));
const Switcher = lazyPart(() => import("../switcher/switcher.tsx"));

/** Renders the open dialog of `DialogsContext`. */
export function OpenDialogs() {
  const { shown, close } = useDialogs();
  const is = (name: DialogName): boolean => shown() === name;
  return (
    <Switch>
      <Match when={is("newDirect")}>
        <ConversationDialog kind="direct" onClose={() => close("newDirect")} />
      </Match>
      <Match when={is("newGroup")}>
        <ConversationDialog kind="group" onClose={() => close("newGroup")} />
      </Match>
      <Match when={is("newSession")}>
        <NewSession onClose={() => close("newSession")} />
      </Match>
      <Match when={is("status")}>
        <StatusDialog onClose={() => close("status")} />
      </Match>
      <Match when={is("handle")}>
        <HandleDialog onClose={() => close("handle")} />
      </Match>
      <Match when={is("notifications")}>
        <NotificationsDialog onClose={() => close("notifications")} />
      </Match>
      <Match when={is("shortcuts")}>
        <ShortcutsDialog onClose={() => close("shortcuts")} />
      </Match>
      <Match when={is("switcher")}>
        <Switcher onClose={() => close("switcher")} />
      </Match>
    </Switch>
  );
}
