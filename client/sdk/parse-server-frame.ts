import type { InboxServerFrame, ServerFrame } from "../../shared/protocol/frames.ts";

/**
 * Frames are distinguished only by `type`: the server speaks the version that `hello` named, or closes with 4426. For an
 * unknown type the result is null, and the frame is skipped.
 */
const roomTypes: readonly string[] = [
  "welcome",
  "events",
  "cursors",
  "presence",
  "typing",
  "ok",
  "error",
  "page",
  "part",
  "reasoning",
  "step",
  "given",
  "steps",
  "heldMessage",
  "contextReceipt",
  "readReceipts",
  "compose",
  "caret",
  "composing",
  "support.queue",
  "threads",
] satisfies ServerFrame["type"][];
const inboxTypes: readonly string[] = [
  "inbox",
  "inbox.page",
  "saved",
  "saved.page",
  "unreadMessages",
  "scheduled",
  "scheduled.all",
  "reminders",
  "reminders.page",
  "tasks",
  "tasks.page",
  "task",
  "document",
  "organization",
  "draft",
  "people",
  "ok",
  "error",
] satisfies InboxServerFrame["type"][];

export function parseServerFrame(text: string): ServerFrame | null {
  const value = parse(text);
  return isFrame<ServerFrame>(value, roomTypes) ? value : null;
}

export function parseInboxFrame(text: string): InboxServerFrame | null {
  const value = parse(text);
  return isFrame<InboxServerFrame>(value, inboxTypes) ? value : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isFrame<Frame>(value: unknown, types: readonly string[]): value is Frame {
  if (typeof value !== "object" || value === null || !("type" in value)) return false;
  return typeof value.type === "string" && types.includes(value.type);
}
