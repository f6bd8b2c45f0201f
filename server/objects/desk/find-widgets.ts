import type { Env } from "../../bindings/env.ts";
import { findWidgetsOfRooms } from "../../directory/desk-visitors.ts";
import { openDirectory } from "../../directory/directory.ts";
import { readDesk } from "../../rules/desk/desk.ts";
import {
  daysOf,
  type MetricsQuestion,
  roomsWithoutWidget,
  setWidgets,
} from "../../rules/desk/metrics/read-metrics.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Asked for at once. */
const BATCH = 1_000;

/** Rooms do not know their widget. It is looked up when somebody first asks for the numbers of one widget, and kept. */
export async function findWidgets(
  env: Env,
  store: SqlStore,
  question: MetricsQuestion,
  now: number,
): Promise<void> {
  const { organization } = readDesk(store);
  const [since = now] = daysOf(question, now).starts;
  if (organization === null) return;
  const directory = openDirectory(env.DB);
  for (;;) {
    const rooms = roomsWithoutWidget(store, since, BATCH);
    if (rooms.length === 0) return;
    setWidgets(store, await findWidgetsOfRooms(directory, organization, rooms), rooms);
  }
}
