import type { SendError, SentType, WebhookEventType } from "../../../../shared/webhooks.ts";

/** The words of each event. */
export const eventWords = {
  "message.sent": "messageSent",
  "message.edited": "messageEdited",
  "message.deleted": "messageDeleted",
  "message.hidden": "messageHidden",
  "turn.ended": "turnEnded",
  "turn.waiting": "turnWaiting",
  "room.created": "roomCreated",
  "room.renamed": "roomRenamed",
  "member.added": "memberAdded",
  "member.left": "memberLeft",
  "support.requested": "supportRequested",
  "support.closed": "supportClosed",
  "support.reopened": "supportReopened",
  "support.rated": "supportRated",
  "document.ready": "documentReady",
  "document.failed": "documentFailed",
  "webhook.test": "webhookTest",
} as const satisfies Record<SentType, string>;

/** As the form shows them. */
export const eventGroups = [
  { title: "ofMessages", events: ["message.sent", "message.edited", "message.deleted", "message.hidden"] },
  { title: "ofAnswers", events: ["turn.ended", "turn.waiting"] },
  { title: "ofRooms", events: ["room.created", "room.renamed", "member.added", "member.left"] },
  {
    title: "ofVisitors",
    events: ["support.requested", "support.closed", "support.reopened", "support.rated"],
  },
  { title: "ofDocuments", events: ["document.ready", "document.failed"] },
] as const satisfies readonly { title: string; events: readonly WebhookEventType[] }[];

export const stateWords = {
  waiting: "stateWaiting",
  delivered: "stateDelivered",
  failed: "stateFailed",
  dropped: "stateDropped",
} as const;

export const reasonWords = {
  tries: "reasonTries",
  off: "reasonOff",
  hidden: "reasonHidden",
  loop: "reasonLoop",
} as const;

export const offWords = {
  person: "offPerson",
  gone: "offGone",
  failing: "offFailing",
  maker: "offMaker",
} as const;

export const errorWords = {
  refused: "errorRefused",
  redirected: "errorRedirected",
  timeout: "errorTimeout",
  unreachable: "errorUnreachable",
} as const satisfies Record<SendError, string>;
