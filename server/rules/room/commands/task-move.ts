import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { NEIGHBOURS, type Placed, placesBetween } from "../../tasks/order.ts";
import { findTask, publishTask } from "../room-tasks.ts";
import { defineCommand } from "./command.ts";

/** Puts a task before another one of the room, or at the end. */
export const taskMove = defineCommand<"task.move">({
  needs: "write",
  rate: "steer",
  endsTurns: false,
  run(store, { target, before }, actor) {
    const task = findTask(store, target);
    if ("refused" in task) return task;
    if (before === target) return { effects: [] };
    const other = before === null ? null : findTask(store, before);
    if (other !== null && "refused" in other) return other;
    const earlier = neighbours(store, target, "before", other?.order ?? null);
    const later = other === null ? [] : neighbours(store, target, "from", other.order);
    const isThere =
      (earlier.at(-1)?.order ?? "") < task.order && task.order < (later[0]?.order ?? "\u{ffff}");
    if (isThere) return { effects: [] };
    const events = placesBetween(earlier, target, later).flatMap(({ id, order }) => {
      const moved = findTask(store, id);
      if ("refused" in moved) return [];
      return [publishTask(store, id, { ...moved, order, version: moved.version + 1 }, actor)];
    });
    const seq = events.at(-1)?.seq;
    return {
      ...(seq !== undefined && { seq }),
      effects: events.map((event) => ({ type: "publish", event })),
    };
  },
});

/** The nearest other tasks of the room before this place (null: the end), or from it on, in their order. */
function neighbours(
  store: SqlStore,
  target: Seq,
  side: "before" | "from",
  place: string | null,
): Placed<Seq>[] {
  const [compare, direction] = side === "before" ? ["<", "DESC"] : [">=", "ASC"];
  const found = store.all<{ id: Seq; order: string }>(
    `SELECT seq AS id, task_order AS "order" FROM messages INDEXED BY tasks_by_order
     WHERE task_order IS NOT NULL AND task_order ${compare} ? AND seq <> ? ORDER BY task_order ${direction} LIMIT ?`,
    place ?? "\u{ffff}",
    target,
    NEIGHBOURS,
  );
  return side === "before" ? found.reverse() : found;
}
