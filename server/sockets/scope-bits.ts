/** Encodes scopes as a number with one bit for each capability, which is short in a header and in a socket's attachment. */
import { CAPABILITIES, type Scopes } from "../../shared/permissions.ts";

export function scopeBits(scopes: Scopes): number {
  return CAPABILITIES.reduce((bits, capability, n) => (scopes.has(capability) ? bits | (1 << n) : bits), 0);
}

const known = new Map<number, Scopes>();

/** Ignores bits of capabilities that this version does not know. */
export function scopesOfBits(bits: number): Scopes {
  const found = known.get(bits);
  if (found !== undefined) return found;
  const scopes: Scopes = new Set(CAPABILITIES.filter((_, n) => (bits & (1 << n)) !== 0));
  known.set(bits, scopes);
  return scopes;
}
