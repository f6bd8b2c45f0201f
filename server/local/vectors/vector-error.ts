/** As the binding's: the code stands in the text, which is all of an error that RPC lets through. */
export function vectorError(
  kind: "INSERT" | "UPSERT" | "QUERY" | "DELETE" | "GET",
  code: number,
  what: string,
): Error {
  return new Error(`VECTOR_${kind}_ERROR (code = ${code}): ${what}`);
}
