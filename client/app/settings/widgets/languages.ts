import { WIDGET_LANGUAGES } from "../../../../shared/widget.ts";
import { LANGUAGE_NAMES } from "../../../words/language-names.ts";

/** The languages of the widget, as options of a list. */
export const languages = () => WIDGET_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));
