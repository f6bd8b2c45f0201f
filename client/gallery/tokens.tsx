import { For } from "solid-js";
import { Icon, iconNames } from "../ui/icon.tsx";
import { Part, Specimen } from "./specimen.tsx";

const COLOURS = {
  planes: ["sidebar", "page", "surface", "raised", "selected"],
  lines: ["line", "line-soft", "line-control", "line-strong"],
  text: ["text", "text-muted", "text-faint", "accent-text", "mention-text", "private-text", "danger"],
  meaning: ["accent", "accent-soft", "mention", "private", "danger-soft", "warning", "ok", "ok-soft", "idle"],
};
const SIZES = ["2xs", "xs", "s", "ui", "m", "l", "xl", "2xl"];

export function Tokens() {
  return (
    <Part title="Tokens">
      <For each={Object.entries(COLOURS)}>
        {([name, colours]) => (
          <Specimen name={`Colours: ${name}`} wide>
            <div class="gallery__row">
              <For each={colours}>
                {(colour) => (
                  <span class="gallery__swatch" style={{ "--swatch": `var(--${colour})` }}>
                    {colour}
                  </span>
                )}
              </For>
            </div>
          </Specimen>
        )}
      </For>
      <Specimen name="Text sizes" wide>
        <For each={SIZES}>
          {(size) => (
            <p style={{ "font-size": `var(--text-${size})` }}>--text-{size}: Grace wrote 12 messages</p>
          )}
        </For>
      </Specimen>
      <Specimen name="Icons" wide>
        <div class="gallery__row">
          <For each={iconNames}>
            {(name) => (
              <span class="gallery__icon">
                <Icon name={name} size={20} /> {name}
              </span>
            )}
          </For>
        </div>
      </Specimen>
    </Part>
  );
}
