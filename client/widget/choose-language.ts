import { WIDGET_LANGUAGES, type WidgetLanguage } from "../../shared/widget.ts";

/** The first language of `wanted` (BCP 47 tags, most wanted first) that the widget speaks; null if there is none. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[]): WidgetLanguage | null {
  for (const tag of wanted) {
    const [name] = (tag ?? "").toLowerCase().split(/[-_]/);
    for (const known of WIDGET_LANGUAGES) if (known === name) return known;
  }
  return null;
}
