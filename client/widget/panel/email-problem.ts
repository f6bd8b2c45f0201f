import { t } from "../../words/widget-talk.ts";

/** What is wrong with an address, in words; null if nothing is. The server asks again. */
export function emailProblem(email: string): string | null {
  const address = email.trim();
  if (address === "") return t("needed");
  if (!address.includes("@")) return t("noAt");
  return /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(address) ? null : t("notAnAddress");
}
