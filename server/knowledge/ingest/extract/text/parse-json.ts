import stripJsonComments from "strip-json-comments";

/**
 * Parses JSON, also with comments and trailing commas, as in settings of programs. Numbers come as they are written, as strings: 64-bit
 * ids lose their last digits as numbers, and prices their zeros. Throws `SyntaxError`.
 */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw, asWritten);
  } catch {
    return JSON.parse(stripJsonComments(raw, { trailingCommas: true }), asWritten);
  }
}

/** (https://tc39.es/proposal-json-parse-with-source/) */
function asWritten(_: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" ? (context?.source ?? value) : value;
}
