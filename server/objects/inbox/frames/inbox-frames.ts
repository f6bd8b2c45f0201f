import type { Ack, Hello } from "../../../../shared/protocol/frames.ts";
import type { InboxClientFrame } from "../../../../shared/protocol/inbox-client-frames.ts";
import type { ListFrame } from "../../../rules/inbox/answer.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { FrameTable } from "../../../sockets/frame-table.ts";
import type { Inbox } from "./inbox.ts";

export type InboxRequest = Exclude<InboxClientFrame, Hello | Ack>;

const answerList = (frame: ListFrame, socket: OpenSocket, { lists }: Inbox, now: number): void =>
  lists.answer(socket, frame, now);

/** Every frame after `hello`: what it counts as, and who answers it. */
export const inboxFrames = {
  "draft.open": { rate: "compose", answer: (frame, socket, { drafts }) => drafts.open(socket, frame) },
  "draft.update": { rate: "compose", answer: (frame, socket, { drafts }) => drafts.update(socket, frame) },
  set: { rate: "command", answer: answerList },
  prefer: { rate: "command", answer: answerList },
  "read.all": { rate: "command", answer: answerList },
  save: { rate: "command", answer: answerList },
  unsave: { rate: "command", answer: answerList },
  page: { rate: "read", answer: answerList },
  "saved.list": { rate: "read", answer: answerList },
  unreadMessages: {
    rate: "read",
    answer: (frame, socket, { unreadMessages }) => unreadMessages.answer(socket, frame),
  },
  here: { rate: "signal", answer: (frame, socket, { presence }) => presence.here(socket, frame) },
  // One asks a hundred other inboxes.
  watch: { rate: "steer", answer: (frame, socket, { presence }) => presence.watch(socket, frame) },
  status: { rate: "command", answer: (frame, socket, { presence }) => presence.setStatus(socket, frame) },
} satisfies FrameTable<InboxRequest, Inbox>;
