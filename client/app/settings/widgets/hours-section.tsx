import { Index, Show } from "solid-js";
import { t } from "../../../words/widgets.ts";
import { language } from "../../../words/language.ts";
import type { BusinessHours } from "../../../../shared/business-hours.ts";
import { Field } from "../../../ui/field.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { Check } from "../check.tsx";
import { Section } from "./section.tsx";

const MINUTES = 60;
/** 2024 began with a Monday. */
const dayName = (day: number): string =>
  new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day));

const toTime = (minutes: number): string =>
  `${String(Math.floor(minutes / MINUTES) % 24).padStart(2, "0")}:${String(minutes % MINUTES).padStart(2, "0")}`;

function toMinutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * MINUTES + minute;
}

const NINE_TO_SIX = [9 * MINUTES, 18 * MINUTES] as const;

/** Monday to Friday in the time of whoever sets it up. */
const usual = (): BusinessHours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [NINE_TO_SIX] : [])),
  holidays: [],
});

export function HoursSection(props: { widget: WidgetDraft }) {
  const hours = () => props.widget.draft.hours;
  const set = (change: Partial<BusinessHours>): void => {
    const before = hours();
    if (before !== null) props.widget.set("hours", { ...before, ...change });
  };
  function setDay(day: number, span: readonly [number, number] | null): void {
    const week = hours()?.week ?? [];
    set({ week: week.map((spans, each) => (each === day ? (span === null ? [] : [span]) : spans)) });
  }
  return (
    <Section id="widget-hours" title={t("hours")} lead={t("hoursLead")}>
      <Check
        label={t("hasHours")}
        checked={hours() !== null}
        onValue={(has) => props.widget.set("hours", has ? usual() : null)}
      />
      <Show when={hours()}>
        {(found) => (
          <>
            <Field
              label={t("timeZone")}
              hint={t("timeZoneHint")}
              value={found().timeZone}
              onValue={(timeZone) => set({ timeZone })}
            />
            <Index each={found().week}>
              {(spans, day) => (
                <div class="widget-day">
                  <Check
                    label={dayName(day)}
                    checked={spans().length > 0}
                    onValue={(open) => setDay(day, open ? NINE_TO_SIX : null)}
                  />
                  <Show when={spans()[0]}>
                    {(span) => (
                      <>
                        <input
                          type="time"
                          class="field__input"
                          aria-label={t("from", { day: dayName(day) })}
                          value={toTime(span()[0])}
                          onChange={(event) => setDay(day, [toMinutes(event.currentTarget.value), span()[1]])}
                        />
                        <input
                          type="time"
                          class="field__input"
                          aria-label={t("to", { day: dayName(day) })}
                          value={toTime(span()[1])}
                          onChange={(event) => setDay(day, [span()[0], toMinutes(event.currentTarget.value)])}
                        />
                      </>
                    )}
                  </Show>
                </div>
              )}
            </Index>
            <Field
              label={t("closedDays")}
              hint={t("closedDaysHint")}
              value={found().holidays.join(", ")}
              onValue={(text) =>
                set({
                  holidays: text
                    .split(",")
                    .map((each) => each.trim())
                    .filter((each) => each !== ""),
                })
              }
            />
          </>
        )}
      </Show>
    </Section>
  );
}
