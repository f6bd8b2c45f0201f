/**
 * What a column holds as JSON, and `damaged` where that cannot be read: a bad row costs what it says, and never the room that it
 * stands in (FAULT-1).
 */
export function readJson<Value>(text: string, damaged: Value): Value {
  try {
    const value: Value = JSON.parse(text);
    return value;
  } catch {
    return damaged;
  }
}
