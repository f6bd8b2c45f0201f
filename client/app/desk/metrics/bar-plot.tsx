import { createMemo, createUniqueId, For, Show } from "solid-js";
import { formatNumber, formatUtcDay } from "../../../ui/format.ts";
import { apart, niceScale } from "./plot-scale.ts";
import { type Area, PlotFrame } from "./plot-frame.tsx";

interface Stack {
  name: string;
  values: readonly number[];
}

/** Two numbers of each day, one on the other: the lower one solid, the upper one striped, so that no colour is needed to tell them apart. */
export function BarPlot(props: { label: string; days: readonly string[]; lower: Stack; upper: Stack }) {
  const sums = createMemo(() =>
    props.lower.values.map((value, day) => value + (props.upper.values[day] ?? 0)),
  );
  const scale = createMemo(() => niceScale(Math.max(0, ...sums()), true));
  const title = (day: number) =>
    [
      formatUtcDay(props.days[day] ?? ""),
      ...[props.upper, props.lower].map(({ name, values }) => `${name}: ${formatNumber(values[day] ?? 0)}`),
    ].join("\n");
  return (
    <PlotFrame label={props.label} days={props.days} {...scale()} format={formatNumber} title={title}>
      {(area) => <Bars area={area} lower={props.lower} upper={props.upper} />}
    </PlotFrame>
  );
}

function Bars(props: { area: Area; lower: Stack; upper: Stack }) {
  const stripes = createUniqueId();
  const width = () => Math.max(1, props.area.step * 0.72);
  const left = (day: number) => props.area.x(day) - width() / 2;
  const height = (value: number) => props.area.bottom - props.area.y(value);
  /** Names stand beside the middle of the last day that has both or one. */
  const names = createMemo(() => {
    const day = Math.max(
      props.lower.values.findLastIndex((value) => value > 0),
      props.upper.values.findLastIndex((value) => value > 0),
    );
    if (day === -1) return [];
    const [low = 0, high = 0] = [props.lower.values[day], props.upper.values[day]];
    const places = [props.area.y(low + high / 2) + 4, props.area.y(low / 2) + 4];
    const [upper = 0, lower = 0] = apart(places, 16, props.area.bottom);
    return [
      { name: props.upper.name, look: "main", y: upper },
      { name: props.lower.name, look: "quiet", y: lower },
    ];
  });
  return (
    <>
      <defs>
        <pattern
          id={stripes}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="plot-stripe" width="2.5" height="5" />
        </pattern>
      </defs>
      <For each={props.lower.values}>
        {(low, day) => {
          const high = () => props.upper.values[day()] ?? 0;
          return (
            <>
              <Show when={low > 0}>
                <rect
                  class="plot-bar"
                  x={left(day())}
                  y={props.area.y(low)}
                  width={width()}
                  height={height(low)}
                />
              </Show>
              <Show when={high() > 0}>
                <rect
                  class="plot-bar--striped"
                  fill={`url(#${stripes})`}
                  x={left(day())}
                  y={props.area.y(low + high())}
                  width={width()}
                  height={Math.max(1, height(high()) - 1)}
                />
              </Show>
            </>
          );
        }}
      </For>
      <For each={names()}>
        {({ name, look, y }) => (
          <text class={`plot-name plot-name--${look}`} x={props.area.right + 6} y={y}>
            {name}
          </text>
        )}
      </For>
    </>
  );
}
