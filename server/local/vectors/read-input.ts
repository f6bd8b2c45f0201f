/** Checks a caller's input like Vectorize does. */
import * as z from "zod";
import {
  MAX_BATCH,
  MAX_FILTER_BYTES,
  MAX_ID_BYTES,
  MAX_METADATA_BYTES,
  MAX_NAMESPACE_BYTES,
  MAX_TOP_K,
  MAX_TOP_K_FULL,
} from "./limits.ts";
import { filterShape, type Filter } from "./filter.ts";
import type { NewVector } from "./stored-vector.ts";
import { vectorError } from "./vector-error.ts";

const bytes = (text: string): number => new TextEncoder().encode(text).length;

const valuesShape = z
  .union([z.instanceof(Float32Array), z.instanceof(Float64Array), z.array(z.number())])
  .transform((values) => Float32Array.from(values));

const idShape = z
  .string()
  .min(1)
  .refine((id) => bytes(id) <= MAX_ID_BYTES, `id is longer than ${MAX_ID_BYTES} bytes`);

const vectorsShape = z.array(
  z.looseObject({
    id: idShape,
    values: valuesShape,
    namespace: z
      .string()
      .refine(
        (name) => bytes(name) <= MAX_NAMESPACE_BYTES,
        `namespace is longer than ${MAX_NAMESPACE_BYTES} bytes`,
      )
      .optional(),
    metadata: z
      .record(
        z.string().regex(/^[^$."][^."]*$/, 'a metadata key cannot have . or ", nor begin with $'),
        z.unknown(),
      )
      .refine((data) => bytes(JSON.stringify(data)) <= MAX_METADATA_BYTES, "metadata is larger than 10 KiB")
      .optional(),
  }),
);

export function readVectors(kind: "INSERT" | "UPSERT", dimensions: number, input: unknown): NewVector[] {
  const parsed = vectorsShape.safeParse(input);
  if (!parsed.success) throw vectorError(kind, 40_012, z.prettifyError(parsed.error));
  if (parsed.data.length === 0) throw vectorError(kind, 40_011, "no vectors in payload");
  if (parsed.data.length > MAX_BATCH) {
    throw vectorError(
      kind,
      40_007,
      `too many vectors in payload; max is ${MAX_BATCH}, got ${parsed.data.length}`,
    );
  }
  return parsed.data.map(({ id, values, namespace = "", metadata = {} }) => {
    if (values.length !== dimensions || !values.every(Number.isFinite)) {
      const got = `expected ${dimensions} dimensions, and got ${values.length} dimensions`;
      throw vectorError(kind, 40_012, `invalid vector for id="${id}", ${got}`);
    }
    return { id, namespace, metadata, values };
  });
}

export function readQueryVector(dimensions: number, input: unknown): Float32Array<ArrayBuffer> {
  const parsed = valuesShape.safeParse(input);
  if (!parsed.success) throw vectorError("QUERY", 40_006, "invalid query vector");
  if (parsed.data.length !== dimensions || !parsed.data.every(Number.isFinite)) {
    const got = `expected ${dimensions} dimensions, and got ${parsed.data.length} dimensions`;
    throw vectorError("QUERY", 40_006, `invalid query vector, ${got}`);
  }
  return parsed.data;
}

export function readIds(kind: "DELETE" | "GET" | "QUERY", max: number, input: unknown): string[] {
  const parsed = z.array(idShape).safeParse(input);
  if (!parsed.success) throw vectorError(kind, 40_008, z.prettifyError(parsed.error));
  if (parsed.data.length > max) {
    throw vectorError(
      kind,
      40_007,
      `too many ids in payload; max id count is ${max}, got ${parsed.data.length}`,
    );
  }
  return parsed.data;
}

export interface QueryOptions {
  topK: number;
  /** Undefined for all namespaces. */
  namespace: string | undefined;
  values: boolean;
  metadata: "all" | "indexed" | "none";
  filter: Filter | undefined;
}

const optionsShape = z.looseObject({
  topK: z.number().int().min(1).default(5),
  namespace: z.string().optional(),
  returnValues: z.boolean().default(false),
  returnMetadata: z.union([z.boolean(), z.enum(["all", "indexed", "none"])]).default("none"),
  filter: filterShape.optional(),
});

export function readQueryOptions(input: unknown): QueryOptions {
  const parsed = optionsShape.safeParse(input ?? {});
  if (!parsed.success) throw vectorError("QUERY", 40_026, z.prettifyError(parsed.error));
  const { topK, namespace, returnValues, returnMetadata, filter } = parsed.data;
  const metadata = typeof returnMetadata === "boolean" ? (returnMetadata ? "all" : "none") : returnMetadata;
  const max = returnValues || metadata === "all" ? MAX_TOP_K_FULL : MAX_TOP_K;
  if (topK > max)
    throw vectorError("QUERY", 40_025, `topK exceeds maximum allowed; max is ${max}, got ${topK}`);
  if (filter !== undefined && bytes(JSON.stringify(filter)) > MAX_FILTER_BYTES) {
    throw vectorError("QUERY", 40_026, `filter is larger than ${MAX_FILTER_BYTES} bytes`);
  }
  return { topK, namespace, values: returnValues, metadata, filter };
}
