/**
 * Vectorize's metadata filters: https://developers.cloudflare.com/vectorize/reference/metadata-filtering/. Properties without a
 * metadata index match nothing. Only the first 64 bytes of a string are compared.
 */
import * as z from "zod";
import { MAX_INDEXED_BYTES, METADATA_INDEXES } from "./limits.ts";
import type { Metadata } from "./stored-vector.ts";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const ordered = z.union([z.string(), z.number()]);
const condition = z.union([
  scalar,
  z
    .strictObject({
      $eq: scalar,
      $ne: scalar,
      $in: z.array(scalar),
      $nin: z.array(scalar),
      $lt: ordered,
      $lte: ordered,
      $gt: ordered,
      $gte: ordered,
    })
    .partial()
    .refine((operators) => Object.keys(operators).length > 0, "a condition without operator"),
]);

export const filterShape = z
  .record(z.string().min(1).max(512), condition)
  .refine((filter) => Object.keys(filter).length > 0, "an empty filter");

export type Filter = z.infer<typeof filterShape>;
type Condition = z.infer<typeof condition>;
type Scalar = z.infer<typeof scalar>;

/** The part of the metadata that is indexed. */
export function indexedPart(metadata: Metadata): Record<string, Scalar> {
  const indexed: Record<string, Scalar> = {};
  for (const key of METADATA_INDEXES) {
    const value = scalar.safeParse(metadata[key]);
    if (value.success && value.data !== null) indexed[key] = cut(value.data);
  }
  return indexed;
}

export function matches(filter: Filter, indexed: Record<string, Scalar>): boolean {
  return Object.entries(filter).every(
    ([key, wanted]) => METADATA_INDEXES.includes(key) && holds(wanted, indexed[key] ?? null),
  );
}

function holds(wanted: Condition, value: Scalar): boolean {
  if (wanted === null || typeof wanted !== "object") return value === cut(wanted);
  const { $eq, $ne, $in, $nin, $lt, $lte, $gt, $gte } = wanted;
  return (
    ($eq === undefined || value === cut($eq)) &&
    ($ne === undefined || value !== cut($ne)) &&
    ($in === undefined || $in.some((one) => value === cut(one))) &&
    ($nin === undefined || !$nin.some((one) => value === cut(one))) &&
    ($lt === undefined || compare(value, $lt, (order) => order < 0)) &&
    ($lte === undefined || compare(value, $lte, (order) => order <= 0)) &&
    ($gt === undefined || compare(value, $gt, (order) => order > 0)) &&
    ($gte === undefined || compare(value, $gte, (order) => order >= 0))
  );
}

function compare(value: Scalar, bound: string | number, accepts: (order: number) => boolean): boolean {
  if (typeof value === "number" && typeof bound === "number") return accepts(value - bound);
  if (typeof value !== "string" || typeof bound !== "string") return false;
  const other = cutText(bound);
  return accepts(value < other ? -1 : value > other ? 1 : 0);
}

function cut(value: Scalar): Scalar {
  return typeof value === "string" ? cutText(value) : value;
}

function cutText(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MAX_INDEXED_BYTES) return text;
  return new TextDecoder().decode(bytes.subarray(0, MAX_INDEXED_BYTES));
}
