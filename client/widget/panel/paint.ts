import type { WidgetLook } from "../../../shared/widget.ts";
import { accentOf, type Theme } from "../colour.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Puts the company's colour and corners on the panel, in the theme that it wants or that the device has. */
export function paint({ colour, corner, theme }: WidgetLook): void {
  const page = document.documentElement;
  const now: Theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  page.dataset["theme"] = now;
  page.dataset["corner"] = corner;
  for (const [name, value] of Object.entries(accentOf(colour, now))) page.style.setProperty(name, value);
  dark.onchange = theme === "auto" ? () => paint({ colour, corner, theme } as WidgetLook) : null;
}
