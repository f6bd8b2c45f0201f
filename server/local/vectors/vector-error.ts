/** Errors in the form of the binding's: the text contains the code, because RPC keeps only the text of an error. */
export function vectorError(
  kind: "INSERT" | "UPSERT" | "QUERY" | "DELETE" | "GET",
  code: number,
  what: string,
): Error {
  return new Error(`VECTOR_${kind}_ERROR (code = ${code}): ${what}`);
}
