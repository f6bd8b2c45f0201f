import { createSignal } from "solid-js";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { localStore } from "./local-store.ts";

/** Unsent words by room, kept on this device. The key names the person: two may share a browser. */
const prefix = "parley:draft:";
const keyOf = (user: UserId, room: RoomId): string => `${prefix}${user}:${room}`;

const [drafts, setDrafts] = createSignal<ReadonlyMap<string, string>>(
  new Map(localStore.keys(prefix).map((key) => [key, localStore.read(key) ?? ""])),
);

export function draftOf(user: UserId, room: RoomId): string {
  return drafts().get(keyOf(user, room)) ?? "";
}

export function keepDraft(user: UserId, room: RoomId, text: string): void {
  const key = keyOf(user, room);
  localStore.write(key, text === "" ? null : text);
  setDrafts((before) => new Map(before).set(key, text));
}
