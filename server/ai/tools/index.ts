import type { Tool } from "../contract/tool.ts";
import { completeTask } from "./complete-task.ts";
import { createTask } from "./create-task.ts";
import { currentTime } from "./current-time.ts";
import { forget } from "./forget.ts";
import { handOver } from "./hand-over.ts";
import { listTasks } from "./list-tasks.ts";
import { readAddress } from "./read-address.ts";
import { recall } from "./recall.ts";
import { remember } from "./remember.ts";
import { searchKnowledge } from "./search-knowledge.ts";
import { searchMessages } from "./search-messages.ts";
import { keepNote } from "./keep-note.ts";
import { setReminder } from "./set-reminder.ts";
import { whatIMissed } from "./what-i-missed.ts";

/** The tools of agents. To add a tool, add a file to this folder and an entry to this list. */
export const tools: readonly Tool[] = [
  searchKnowledge,
  searchMessages,
  whatIMissed,
  readAddress,
  currentTime,
  handOver,
  remember,
  recall,
  forget,
  setReminder,
  createTask,
  listTasks,
  completeTask,
  keepNote,
];
