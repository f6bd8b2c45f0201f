import type { Seq } from "../../../../shared/protocol/events.ts";

/** What the dialog for tasks is asked for: a new task, perhaps from a message or from what the composer holds, or a task of the room. */
export type AskedTask =
  | { title: string; from: "nothing" | "composer" }
  | { title: string; from: "message"; message: Seq }
  | { change: Seq };
