/**
 * Parses a JSON column. If the text is invalid, returns `damaged`: a damaged row loses only its own content and does not break the room
 * (FAULT-1).
 */
export function readJson<Value>(text: string, damaged: Value): Value {
  try {
    const value: Value = JSON.parse(text);
    return value;
  } catch {
    return damaged;
  }
}
