import * as z from "zod";
import { normalizeText } from "../../shared/text.ts";
import { visibleText } from "../../shared/visible-text.ts";

/** One line of at most so many UTF-16 units, without characters that nobody sees: a fact holds what people see of it. */
export const factLine = (most: number) =>
  z
    .string()
    .transform((value) =>
      visibleText(normalizeText(value))
        .replaceAll(/[\s\p{Cc}]+/gu, " ")
        .trim(),
    )
    .pipe(z.string().min(1).max(most));
