import type { OrganizationId } from "../../../shared/ids.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** A scheduled task of a meter. It may run more than once: delete the next part of the deleted organization. */
export interface MeterTask {
  task: "delete";
  organization: OrganizationId;
}

const kinds: TaskKinds<MeterTask> = {
  keyOf: ({ organization }) => organization,
  read: { delete: (key) => ({ task: "delete", organization: key as OrganizationId }) },
};

export const meterSchedule = (store: SqlStore): Schedule<MeterTask> => new Schedule(store, kinds);
