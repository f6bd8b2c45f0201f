import type { RoomId } from "../../../../shared/ids.ts";

export interface AskedPreview {
  room: RoomId;
  /** What it stands beside; what was asked by a key or from a menu gives the focus back to it. */
  anchor: HTMLElement;
  by: "pointer" | "key";
}
