import { Match, Switch } from "solid-js";
import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import type { RoomContextValue } from "./room-context.tsx";

const LeaveDialog = lazyPart(() => import("./people/leave-dialog.tsx"));
const RoomMemoryDialog = lazyPart(() => import("./memory/memory-dialog.tsx"));
const RenameDialog = lazyPart(() => import("./people/rename-dialog.tsx"));
const ShareDialog = lazyPart(() => import("./share/share-dialog.tsx"));

/** Whether the person may use this part of the room. The room checks each command again. */
export function mayShow(room: RoomContextValue, part: RoomPart): boolean {
  const { kind } = room.view().room;
  switch (part) {
    case "members":
    case "files":
      return true;
    case "memory":
      return kind !== "support" && (kind !== "direct" || room.agents().length > 0);
    case "rename":
      return kind !== "direct" && room.may("manage");
    case "share":
      return ["group", "session"].includes(kind) && room.may("invite");
    case "leave":
      return kind !== "direct";
  }
}

/** The dialogs of the room's menu. */
export function RoomDialogs(props: { shown: RoomPart | undefined; onClose: () => void }) {
  return (
    <Switch>
      <Match when={props.shown === "memory"}>
        <RoomMemoryDialog onClose={() => props.onClose()} />
      </Match>
      <Match when={props.shown === "rename"}>
        <RenameDialog onClose={() => props.onClose()} />
      </Match>
      <Match when={props.shown === "share"}>
        <ShareDialog onClose={() => props.onClose()} />
      </Match>
      <Match when={props.shown === "leave"}>
        <LeaveDialog onClose={() => props.onClose()} />
      </Match>
    </Switch>
  );
}
