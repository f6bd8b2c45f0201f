import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../../../shared/canonical-json.ts";
import type { Json } from "../../../shared/protocol/json.ts";

/**
 * SHA-256 of a call's tool and exact arguments, as 64 hex digits. A decision names it, so it counts only for what the person was shown.
 * Synchronous, unlike `crypto.subtle`, because the rules are.
 */
export function callDigest(tool: string, args: Json): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson([tool, args]))));
}
