/** A checked vector that is about to be stored. */
export interface NewVector {
  id: string;
  namespace: string;
  metadata: Metadata;
  values: Float32Array<ArrayBuffer>;
}

export type Metadata = Record<string, unknown>;
