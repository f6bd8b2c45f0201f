import { createEffect, on, onCleanup, type ParentProps } from "solid-js";
import { useRoom } from "../room/room-context.tsx";
import type { Actions } from "./create-actions.ts";
import { useDesk } from "./desk-context.ts";

/** "Is answering" is told again at most this often while somebody writes, milliseconds. */
const TELL_EVERY = 2_500;

/** Lets the desk's actions reach the open room, and tells other supporters while this person writes an answer. */
export function JoinedHeader(props: ParentProps<{ actions: Actions }>) {
  const room = useRoom();
  const { desk } = useDesk();
  const { id } = room.room;
  props.actions.room.now = room.room;
  let told = 0;
  createEffect(
    on(
      room.draft.text,
      (text) => {
        const isWriting = text.trim() !== "";
        if (isWriting && Date.now() - told < TELL_EVERY) return;
        if (!isWriting && told === 0) return;
        told = isWriting ? Date.now() : 0;
        desk.answering(id, isWriting);
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    if (told !== 0) desk.answering(id, false);
    if (props.actions.room.now === room.room) props.actions.room.now = null;
  });
  return <>{props.children}</>;
}
