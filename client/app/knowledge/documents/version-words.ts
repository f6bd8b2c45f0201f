import type { Document } from "../../../../shared/knowledge.ts";

/** While a new version is being processed, or after it has failed, search still uses the previous version. This text says so. */
export function versionWords({ readyVersion, version }: Document): string {
  return readyVersion === null || readyVersion === version
    ? ""
    : `. Version ${readyVersion} is found meanwhile.`;
}
