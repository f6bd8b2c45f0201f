import { ParleyError } from "../../sdk/parley-error.ts";
import { call } from "../lib/http.ts";

/** Saves what was opened in `version`; where someone else was first, the error says what to do. `what` names the thing. */
export async function saveChange<Saved>(
  what: string,
  path: string,
  change: { version: number },
): Promise<Saved> {
  try {
    return await call<Saved>("PATCH", path, change);
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== "conflict") throw error;
    throw new ParleyError("conflict", `Someone has changed this ${what} meanwhile. Close and open it again.`);
  }
}
