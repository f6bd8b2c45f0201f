/** Ends a switch over a union: a new member of the union makes this line a type error. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
