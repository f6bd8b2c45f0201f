import { ParleyError } from "./parley-error.ts";
import { withResolvers } from "./with-resolvers.ts";

/** The promise's result, or `unavailable` if it takes longer than `milliseconds`. */
export function withTimeout<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = withResolvers<never>();
  const timer = setTimeout(
    () => reject(new ParleyError("unavailable", "The request timed out.")),
    milliseconds,
  );
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
