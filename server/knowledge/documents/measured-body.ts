/** Files as they stream in: never wholly in memory, and refused unless they have exactly the declared length. */
import { Problem } from "../../problems/problem.ts";

export interface MeasuredBody {
  bytes: number;
  body: ReadableStream<Uint8Array>;
}

/** The body of a request of which nothing is read yet. `declared` is its `content-length`; `most` is in bytes. */
export function measureBody(
  declared: string,
  body: ReadableStream<Uint8Array> | null,
  most: number,
): MeasuredBody {
  if (!/^[0-9]{1,12}$/.test(declared) || body === null)
    throw new Problem("bad_type", "The length of the file is missing.");
  const bytes = Number(declared);
  if (bytes > most) throw new Problem("too_large", "That is too large.");
  if (bytes === 0) throw new Problem("bad_type", "The file is empty.");
  return { bytes, body };
}

/**
 * Exactly as many bytes as were declared: R2 makes no object of fewer or more. `there`: something stands under this key
 * already, and stays.
 */
export async function storeMeasured(
  files: R2Bucket,
  key: string,
  { bytes, body }: MeasuredBody,
): Promise<"stored" | "there"> {
  const measured = new FixedLengthStream(bytes);
  const sent = body.pipeTo(measured.writable).then(
    () => true,
    () => false,
  );
  const put = await files
    .put(key, measured.readable, { onlyIf: { etagDoesNotMatch: "*" } })
    .catch(() => "broken" as const);
  if (put === null) return "there";
  // What was broken off has left nothing; under the same key another upload may stand, which is not ours to delete.
  if (put !== "broken" && !(await sent)) await files.delete(key);
  if (put === "broken" || !(await sent))
    throw new Problem("bad_type", "The file does not have the announced length.");
  return "stored";
}
