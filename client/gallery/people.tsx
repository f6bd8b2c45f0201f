import { For } from "solid-js";
import { Avatar } from "../ui/avatar.tsx";
import { Part, Specimen } from "./specimen.tsx";

const NAMES = [
  "Ada Lovelace",
  "Jean-Luc O'Neil (ops)",
  "王小明",
  "عمر خالد",
  "สมชาย ใจดี",
  "🦊",
  "x",
  "Grace Hopper",
];
const PRESENCES = ["active", "idle", "offline"] as const;

export function People() {
  return (
    <Part title="People">
      <Specimen name="Initials in eight hues">
        <div class="gallery__row">
          <For each={NAMES}>{(name, at) => <Avatar seed={String.fromCharCode(at())} name={name} />}</For>
        </div>
      </Specimen>
      <Specimen name="Presence">
        <div class="gallery__row">
          <For each={PRESENCES}>
            {(presence) => <Avatar seed="g" name="Grace Hopper" presence={presence} />}
          </For>
        </div>
      </Specimen>
      <Specimen name="Sizes, a room, an agent">
        <div class="gallery__row">
          <For each={["s", "m", "l"] as const}>{(size) => <Avatar seed="a" name="Ada" size={size} />}</For>
          <Avatar seed="r" name="Release 1.4" square />
          <Avatar seed="p" name="Parley" face="✨" />
        </div>
      </Specimen>
      <Specimen name="Badges">
        <div class="gallery__row">
          <span class="badge">3</span>
          <span class="badge badge--for-me">12</span>
          <span class="badge badge--mention">@</span>
          <span class="badge badge--dot" />
        </div>
      </Specimen>
    </Part>
  );
}
