import { createEffect, createSignal, For } from "solid-js";
import { formatUntil } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/when.ts";
import { createWhen, deviceZone } from "./create-when.ts";
import { momentOfDay, offeredTimes } from "./offered-times.ts";
import { WhenField } from "./when-field.tsx";
import "./time-choice.css";

/**
 * A time in the future: one of those that are chosen often, or one in words. `onTime` is told the moment (milliseconds since 1970), or null
 * while there is none. `now`: the server's clock.
 */
export function TimeChoice(props: {
  now: () => number;
  /** What the field begins with. */
  words?: string | undefined;
  onTime: (at: number | null) => void;
}) {
  const zone = deviceZone();
  const [chosen, setChosen] = createSignal<number | null>(null);
  const written = createWhen(props.now);
  written.setText(props.words ?? "");
  const offered = offeredTimes(props.now(), zone);
  const writtenAt = () => {
    const when = written.when();
    return when && momentOfDay(when, zone);
  };
  const hasPassed = () => {
    const at = writtenAt();
    return at !== null && at <= props.now();
  };
  // What is written decides, also if it cannot be read.
  createEffect(() => props.onTime(written.state() === "empty" ? chosen() : hasPassed() ? null : writtenAt()));
  return (
    <>
      <fieldset class="time-choice">
        <legend class="field__label">{t("offered")}</legend>
        <For each={offered}>
          {(one) => (
            <label class="time-choice__time">
              <input
                type="radio"
                name="time"
                checked={written.state() === "empty" && chosen() === one.at}
                onChange={() => {
                  written.setText("");
                  setChosen(one.at);
                }}
              />
              <Icon name="clock" size={16} />
              <span class="time-choice__name">{t(one.name)}</span>
              <span class="time-choice__hint">{formatUntil(one.at, props.now())}</span>
            </label>
          )}
        </For>
      </fieldset>
      <WhenField
        when={written}
        label={t("other")}
        now={props.now()}
        problem={hasPassed() ? t("past") : undefined}
      />
    </>
  );
}
