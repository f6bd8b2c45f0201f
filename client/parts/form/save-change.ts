import { ParleyError } from "../../sdk/parley-error.ts";
import { call } from "../lib/http.ts";

/**
 * Saves a change that is based on `version`. If somebody else saved first, the error says what to do. `what` names the object in that
 * text.
 */
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
