import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { t } from "../../../words/webhooks.ts";

/** Returns the answer. If somebody else has changed the webhook meanwhile, it calls `reload` and throws a problem that says so. */
export async function reloadAfterConflict<Answer>(
  answer: Promise<Answer>,
  reload: () => void,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== "conflict") throw error;
    reload();
    throw new OwnProblem("conflict", t("changedMeanwhile"));
  }
}
