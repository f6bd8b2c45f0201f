import { t } from "../../../words/account.ts";
import { BROWSERS, SYSTEMS, type Named } from "../../../words/device-names.ts";

/** "Firefox on Linux". What browsers say of themselves is a guess at best, so the words are few. */
export function deviceName(userAgent: string): string {
  const find = (list: readonly Named[]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser !== undefined && system !== undefined) return t("browserOn", { browser, system });
  return browser ?? system ?? t("unknownDevice");
}
