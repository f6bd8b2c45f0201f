import { For, Show, type JSX } from "solid-js";
import { formatUtcDay } from "../../../ui/format.ts";
import { createWidth } from "./create-width.ts";

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (day: number) => number;
  y: (value: number) => number;
  /** Of one day, pixels. */
  step: number;
}

const HEIGHT = 206;
const TOP = 14;
const BOTTOM = 180;
/** For the labels at the end of lines. */
const END = 84;

/**
 * Axes and lines behind a plot of days. Time runs from left to right in every language, as on a clock's face: digits and dates do too. What
 * it shows is said by its name, and stands in the table that can be shown in its place.
 */
export function PlotFrame(props: {
  label: string;
  days: readonly string[];
  top: number;
  ticks: readonly number[];
  format: (value: number) => string;
  /** Of one day, when somebody points at it. */
  title: (day: number) => string;
  children: (area: Area) => JSX.Element;
}) {
  const { width, measure } = createWidth();
  const area = (): Area => {
    const left = 8 + 7 * Math.max(...props.ticks.map((tick) => props.format(tick).length));
    const right = Math.max(left + 40, width() - END);
    const step = (right - left) / props.days.length;
    return {
      ...{ left, right, top: TOP, bottom: BOTTOM, step },
      x: (day) => left + (day + 0.5) * step,
      y: (value) => BOTTOM - (value / props.top) * (BOTTOM - TOP),
    };
  };
  return (
    <div ref={measure} class="metric__plot" dir="ltr">
      <Show when={width() > 0}>
        <svg width={width()} height={HEIGHT} role="img" aria-label={props.label}>
          <For each={props.ticks}>
            {(tick) => (
              <>
                <line
                  class="plot-grid"
                  x1={area().left}
                  x2={area().right}
                  y1={area().y(tick)}
                  y2={area().y(tick)}
                />
                <text class="plot-text" x={area().left - 6} y={area().y(tick) + 4} text-anchor="end">
                  {props.format(tick)}
                </text>
              </>
            )}
          </For>
          <text class="plot-text" x={area().left} y={BOTTOM + 18}>
            {formatUtcDay(props.days[0] ?? "")}
          </text>
          <text class="plot-text" x={area().right} y={BOTTOM + 18} text-anchor="end">
            {formatUtcDay(props.days.at(-1) ?? "")}
          </text>
          {props.children(area())}
          <For each={props.days}>
            {(_, day) => (
              <rect
                class="plot-day"
                x={area().left + day() * area().step}
                y={TOP}
                width={area().step}
                height={BOTTOM - TOP}
              >
                <title>{props.title(day())}</title>
              </rect>
            )}
          </For>
        </svg>
      </Show>
    </div>
  );
}
