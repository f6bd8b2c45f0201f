import { visibleText } from "../../../shared/visible-text.ts";

/** Controls, but line breaks and tabs: escape sequences of terminals, and NUL. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;

/** Text of another server, as people and models may see it: well-formed, without controls and without characters that nobody sees. */
export const plainText = (text: string): string =>
  visibleText(text.toWellFormed().replace(/\r\n?/g, "\n").replace(CONTROLS, ""));

/** Whether there is nothing in it that `plainText` would remove. */
export const isPlain = (text: string): boolean => plainText(text) === text.replace(/\r\n?/g, "\n");
