import { Match, Switch } from "solid-js";
import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import RoomMemoryDialog from "./memory/memory-dialog.tsx";
import LeaveDialog from "./people/leave-dialog.tsx";
import RenameDialog from "./people/rename-dialog.tsx";
import TopicDialog from "./pins/topic-dialog.tsx";
import ShareDialog from "./share/share-dialog.tsx";

/** The dialogs of the room's menu. Loaded together when one is opened: each part of its own would make the first load larger. */
export default function RoomDialogs(props: { shown: RoomPart; onClose: () => void }) {
  return (
    <Switch>
      <Match when={props.shown === "memory"}>
        <RoomMemoryDialog onClose={() => props.onClose()} />
      </Match>
      <Match when={props.shown === "rename"}>
        <RenameDialog onClose={() => props.onClose()} />
      </Match>
      <Match when={props.shown === "topic"}>
        <TopicDialog onClose={() => props.onClose()} />
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
