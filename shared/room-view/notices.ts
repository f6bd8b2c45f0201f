import type { Notice } from "../protocol/events.ts";
import type { RoomView } from "./view.ts";

/** The change appears as a line of the conversation. */
export const withNotice = (view: RoomView, notice: Notice): RoomView => ({
  ...view,
  notices: [...view.notices, notice],
});
