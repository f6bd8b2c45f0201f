import type { Document } from "../../../../shared/knowledge.ts";

/** While a new version is on its way, or has failed, the one before is still found. */
export function versionWords({ readyVersion, version }: Document): string {
  return readyVersion === null || readyVersion === version
    ? ""
    : `. Version ${readyVersion} is found meanwhile.`;
}
