import { createMemo, For, Show } from "solid-js";
import { formatUtcDay } from "../../../ui/format.ts";
import { apart, niceScale, piecesOf } from "./plot-scale.ts";
import { type Area, PlotFrame } from "./plot-frame.tsx";

export interface Line {
  name: string;
  values: readonly (number | null)[];
  look: "main" | "quiet" | "warning";
  /** Whether what is below is filled. */
  isFilled?: boolean;
}

const LABEL_SPACE = 16;

export function LinePlot(props: {
  label: string;
  days: readonly string[];
  lines: readonly Line[];
  /** The top of the scale; otherwise it follows from the values. */
  top?: number;
  /** The unit in which ticks are even numbers. */
  unit?: number;
  format: (value: number) => string;
  /** Of the scale, if it differs. */
  formatTick?: (value: number) => string;
}) {
  const scale = createMemo(() => {
    if (props.top !== undefined) return { top: props.top, ticks: [0, props.top / 2, props.top] };
    const unit = props.unit ?? 1;
    const most = Math.max(0, ...props.lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
    const { top, ticks } = niceScale(most / unit, false);
    return { top: top * unit, ticks: ticks.map((tick) => tick * unit) };
  });
  const title = (day: number) =>
    [
      formatUtcDay(props.days[day] ?? ""),
      ...props.lines.flatMap(({ name, values }) => {
        const value = values[day] ?? null;
        return value === null ? [] : [`${name}: ${props.format(value)}`];
      }),
    ].join("\n");
  return (
    <PlotFrame
      label={props.label}
      days={props.days}
      {...scale()}
      format={props.formatTick ?? props.format}
      title={title}
    >
      {(area) => <Lines area={area} lines={props.lines} />}
    </PlotFrame>
  );
}

function Lines(props: { area: Area; lines: readonly Line[] }) {
  const named = createMemo(() => {
    const known = props.lines.flatMap((line) => {
      const last = line.values.findLast((value) => value !== null) ?? null;
      return last === null ? [] : [{ line, y: props.area.y(last) + 4 }];
    });
    const places = apart(
      known.map(({ y }) => y),
      LABEL_SPACE,
      props.area.bottom,
    );
    return known.map(({ line }, i) => ({ line, y: places[i] ?? 0 }));
  });
  const points = (piece: { at: number; value: number }[]) =>
    piece.map(({ at, value }) => `${props.area.x(at)},${props.area.y(value)}`).join(" ");
  return (
    <>
      <For each={props.lines}>
        {(line) => (
          <For each={piecesOf(line.values)}>
            {(piece) => (
              <Show
                when={piece.length > 1}
                fallback={
                  <circle
                    class={`plot-dot plot-dot--${line.look}`}
                    cx={props.area.x(piece[0]?.at ?? 0)}
                    cy={props.area.y(piece[0]?.value ?? 0)}
                    r="2.5"
                  />
                }
              >
                <Show when={line.isFilled}>
                  <polygon
                    class="plot-fill"
                    points={`${props.area.x(piece[0]?.at ?? 0)},${props.area.bottom} ${points(piece)} ${props.area.x(piece.at(-1)?.at ?? 0)},${props.area.bottom}`}
                  />
                </Show>
                <polyline class={`plot-line plot-line--${line.look}`} points={points(piece)} />
              </Show>
            )}
          </For>
        )}
      </For>
      <For each={named()}>
        {({ line, y }) => (
          <text class={`plot-name plot-name--${line.look}`} x={props.area.right + 6} y={y}>
            {line.name}
          </text>
        )}
      </For>
    </>
  );
}
