import type { Notice } from "../../../../shared/protocol/events.ts";
import { useRoom } from "../room-context.tsx";
import { NoticeText } from "./notice-text.tsx";

export function NoticeLine(props: { notice: Notice }) {
  const room = useRoom();
  return <NoticeText notice={props.notice} me={room.me} nameOf={room.distinctNameOf} />;
}
