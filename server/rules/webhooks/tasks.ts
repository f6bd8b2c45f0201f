import { assertNever } from "../../../shared/assert-never.ts";
import type { WebhookId } from "../../../shared/ids.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** A scheduled task of an organization's webhooks. Each may run more than once. */
export type WebhookTask =
  /** Send what is due. */
  | { task: "deliver"; webhook: WebhookId }
  /** Tell rooms what webhooks want to know, in steps. */
  | { task: "walk" }
  /** Mail owners and admins that the webhook was switched off. */
  | { task: "mail"; webhook: WebhookId }
  /** Delete old rows of the log. */
  | { task: "prune" };

const kinds: TaskKinds<WebhookTask> = {
  keyOf(task) {
    switch (task.task) {
      case "deliver":
      case "mail":
        return task.webhook;
      case "walk":
      case "prune":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    deliver: (key) => ({ task: "deliver", webhook: key as WebhookId }),
    mail: (key) => ({ task: "mail", webhook: key as WebhookId }),
    walk: () => ({ task: "walk" }),
    prune: () => ({ task: "prune" }),
  },
};

/** When the webhook is due next, in place of what was planned before; null for never. */
export function planDelivery(store: SqlStore, webhook: WebhookId, due: number | null): void {
  store.run("DELETE FROM schedule WHERE task = 'deliver' AND key = ?", webhook);
  if (due !== null) webhookSchedule(store).put({ task: "deliver", webhook }, due);
}

export const webhookSchedule = (store: SqlStore): Schedule<WebhookTask> => new Schedule(store, kinds);
