/** How a draft lies in its Yjs document; the same on both sides. An entry of its own, as it brings yjs along. */
import * as Y from "yjs";
import type { Seq } from "./protocol/events.ts";

/** The names of the two shared types. */
export const DRAFT_TEXT = "text";
export const DRAFT_META = "meta";
export const REPLY_TO = "replyTo";

export const draftText = (document: Y.Doc): Y.Text => document.getText(DRAFT_TEXT);

export function draftReplyTo(document: Y.Doc): Seq | null {
  const replyTo = document.getMap(DRAFT_META).get(REPLY_TO);
  return typeof replyTo === "number" && Number.isSafeInteger(replyTo) && replyTo > 0 ? replyTo : null;
}

/** A document with its types made: one that was made by an update alone would not know what they are. */
export function makeDraftDocument(): Y.Doc {
  const document = new Y.Doc();
  document.getText(DRAFT_TEXT);
  document.getMap(DRAFT_META);
  return document;
}
