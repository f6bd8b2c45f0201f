/** Waits until `isRight` accepts the result of `look`. On a timeout, the error contains the last result. */
export async function eventually<Value>(
  look: () => Promise<Value>,
  isRight: (value: Value) => boolean,
  timeout = 30_000,
): Promise<Value> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await look();
    if (isRight(value)) return value;
    if (Date.now() > end) throw new Error(`it stayed at ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
