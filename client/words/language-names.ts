import type { WidgetLanguage } from "../../shared/widget.ts";

/** Names of languages stand in the language itself. */
export const LANGUAGE_NAMES: Readonly<Record<WidgetLanguage, string>> = {
  en: "English",
  de: "Deutsch",
  ar: "العربية",
  fr: "Français",
  es: "Español",
  ja: "日本語",
};
