import { For } from "solid-js";
import { t } from "../../words/widget.ts";
import { hueOf, initialsOf } from "../../ui/initials.ts";

/** A square that says AI: the AI is never round, and never in the company's colour. */
export function AiFace(props: { size: number }) {
  return (
    <span class="ai-face" style={{ "--z": `${props.size}px` }} aria-hidden="true">
      {t("ai")}
    </span>
  );
}

/** A person. The name stands beside it as text. */
export function Face(props: { name: string; size: number }) {
  return (
    <span
      class={`face face--${hueOf(props.name) % 6}`}
      style={{ "--z": `${props.size}px` }}
      aria-hidden="true"
    >
      {initialsOf(props.name)}
    </span>
  );
}

export function Faces(props: { names: readonly string[] }) {
  return (
    <span class="faces">
      <For each={props.names.slice(0, 2)}>{(name) => <Face name={name} size={28} />}</For>
    </span>
  );
}
