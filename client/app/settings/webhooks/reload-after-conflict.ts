import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { t } from "../../../words/webhooks.ts";

/** Waits for an answer. If it is that the webhook is not as it was any more, `reload` is called and the problem says so. */
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
