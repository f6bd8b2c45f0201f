import { For, onMount } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import "./emoji.css";

const COMMON = [..."😀😊😂🙂😉😍😘🤔😐😕😟😢😭😡😱😴👍👎👏🙏🙌💪👋🤝🎉✅❌❓❗⏳📦📷🔧🚲🔋💡💶📅📍🌍☀🌙⭐💛"];

/** A few emoji. The keyboard of a phone and of most systems has the rest. */
export default function Emoji(props: { onPick: (emoji: string) => void; onClose: () => void }) {
  let box: HTMLDivElement | undefined;
  onMount(() => box?.querySelector("button")?.focus());
  const move = (by: number) => {
    const all = [...(box?.querySelectorAll("button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    <div
      ref={box}
      class="emoji"
      role="group"
      aria-label={t("emoji")}
      onKeyDown={(event) => {
        const forwards = document.documentElement.dir === "rtl" ? -1 : 1;
        if (event.key === "Escape") {
          event.stopPropagation();
          props.onClose();
        } else if (event.key === "ArrowRight") move(forwards);
        else if (event.key === "ArrowLeft") move(-forwards);
        else if (event.key === "ArrowDown") move(8);
        else if (event.key === "ArrowUp") move(-8);
        else return;
        event.preventDefault();
      }}
    >
      <For each={COMMON}>
        {(emoji, at) => (
          <button
            type="button"
            tabindex={at() === 0 ? 0 : -1}
            onClick={() => {
              props.onClose();
              props.onPick(emoji);
            }}
          >
            {emoji}
          </button>
        )}
      </For>
    </div>
  );
}
