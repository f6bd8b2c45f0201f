/** A vector on its way into the index, checked. */
export interface NewVector {
  id: string;
  namespace: string;
  metadata: Metadata;
  values: Float32Array<ArrayBuffer>;
}

export type Metadata = Record<string, unknown>;
