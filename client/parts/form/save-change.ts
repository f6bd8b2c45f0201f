import { ParleyError } from "../../sdk/parley-error.ts";
import { call } from "../lib/http.ts";
import { OwnProblem } from "../lib/own-problem.ts";
import { t } from "../../words/saving.ts";

/**
 * Saves a change of a library that is based on `version`. If somebody else saved first, the error says what to do.
 */
export async function saveChange<Saved>(path: string, change: { version: number }): Promise<Saved> {
  try {
    return await call<Saved>("PATCH", path, change);
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== "conflict") throw error;
    throw new OwnProblem("conflict", t("libraryChanged"));
  }
}
