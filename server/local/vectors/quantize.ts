/** Stores vectors of length 1 with one byte per dimension: precise enough to find candidates, which are then scored with floats. */

/** Scales to length 1. A zero vector stays a zero vector. */
export function normalised(values: Float32Array): Float32Array<ArrayBuffer> {
  const length = Math.sqrt(dot(values, values));
  const unit = new Float32Array(values.length);
  if (length > 0) for (let i = 0; i < unit.length; i++) unit[i] = (values[i] ?? 0) / length;
  return unit;
}

/** Cosine of `unit`, which has length 1, and another vector; 0 for a zero vector. */
export function cosine(unit: Float32Array, values: Float32Array): number {
  const length = Math.sqrt(dot(values, values));
  return length === 0 ? 0 : dot(unit, values) / length;
}

/** Writes the bytes of a vector and returns the value of one step. */
export function quantize(unit: Float32Array, into: Int8Array): number {
  let largest = 0;
  for (const value of unit) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) {
    into.fill(0);
    return 0;
  }
  const scale = largest / 127;
  for (let i = 0; i < unit.length; i++) into[i] = Math.round((unit[i] ?? 0) / scale);
  return scale;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
