import type { Document } from "../../../../shared/knowledge.ts";
import { t } from "../../../words/knowledge.ts";

/** While a new version is being processed, or after it has failed, search still uses the previous version. This text says so. */
export function versionWords({ readyVersion, version }: Document): string {
  return readyVersion === null || readyVersion === version
    ? ""
    : t("foundMeanwhile", { version: readyVersion });
}
