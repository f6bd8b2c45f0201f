import { addColumn, type Migration } from "../../storage/migrate.ts";
import { room } from "./migrations/001-room.ts";
import { turns } from "./migrations/002-turns.ts";
import { knowledge } from "./migrations/003-knowledge.ts";
import { drafts } from "./migrations/004-drafts.ts";
import { receipts } from "./migrations/005-receipts.ts";
import { composer } from "./migrations/006-composer.ts";
import { crowd } from "./migrations/007-crowd.ts";
import { attachments } from "./migrations/008-attachments.ts";
import { plainNames } from "./migrations/010-plain-names.ts";
import { turnSteps } from "./migrations/011-turn-steps.ts";
import { continued } from "./migrations/014-continued.ts";
import { feedback } from "./migrations/015-feedback.ts";
import { support } from "./migrations/016-support.ts";
import { hooks } from "./migrations/022-hooks.ts";
import { programs } from "./migrations/023-programs.ts";
import { toolPolicies } from "./migrations/025-tool-policies.ts";
import { steering } from "./migrations/026-steering.ts";
import { forks } from "./migrations/027-forks.ts";
import { tasks } from "./migrations/029-tasks.ts";
import { threads } from "./migrations/028-threads.ts";
import { roomLife } from "./migrations/030-room-life.ts";
import { rating } from "./migrations/019-rating.ts";

/** Migrations in order. A shipped migration is never changed; changes are new migrations at the end. */
export const roomMigrations: readonly Migration[] = [
  { name: "001-room", up: room },
  { name: "002-turns", up: turns },
  { name: "003-knowledge", up: knowledge },
  { name: "004-drafts", up: drafts },
  { name: "005-receipts", up: receipts },
  { name: "006-composer", up: composer },
  { name: "007-crowd", up: crowd },
  { name: "008-attachments", up: attachments },
  // Migration 003 was changed on the day it was written. Databases that ran its first version lack this column.
  { name: "009-joined", up: (store) => addColumn(store, "members", "joined", "INTEGER NOT NULL DEFAULT 0") },
  { name: "010-plain-names", up: plainNames },
  { name: "011-turn-steps", up: turnSteps },
  { name: "012-mention-ranges", up: (store) => addColumn(store, "messages", "mention_ranges", "TEXT") },
  // When the word of a device last began an epoch, server clock, milliseconds: `witness.ts`.
  { name: "013-witnesses", up: ["ALTER TABLE room ADD COLUMN device_word_at INTEGER NOT NULL DEFAULT 0"] },
  { name: "014-continued", up: continued },
  { name: "015-feedback", up: feedback },
  { name: "016-support", up: support },
  // The model that somebody chose for this answer. Null: the agent's own.
  { name: "018-turn-model", up: (store) => addColumn(store, "turns", "model", "TEXT") },
  { name: "019-rating", up: rating },
  // `mail` or `otherMail` for a message that came by mail.
  { name: "020-via-mail", up: (store) => addColumn(store, "messages", "via", "TEXT") },
  { name: "022-hooks", up: hooks },
  { name: "023-programs", up: programs },
  // What a call of a tool cost, millionths of a US dollar.
  {
    name: "024-step-cost",
    up: (store) => addColumn(store, "turn_steps", "cost", "INTEGER NOT NULL DEFAULT 0"),
  },
  { name: "025-tool-policies", up: toolPolicies },
  { name: "026-steering", up: steering },
  { name: "027-forks", up: forks },
  { name: "028-threads", up: threads },
  { name: "029-tasks", up: tasks },
  { name: "030-room-life", up: roomLife },
];
