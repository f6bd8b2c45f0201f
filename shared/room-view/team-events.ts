/** Events that only concern a team. Visitors see nothing of them, so the widget leaves this file out. */
import { assertNever } from "../assert-never.ts";
import type { Posting } from "../permissions.ts";
import type {
  MessagePinned,
  MessageUnpinned,
  PinMoved,
  PostingChanged,
  PromptPolicyChanged,
  RoomInfo,
  RoomTopicChanged,
  TaskChanged,
  ToolPolicyChanged,
  TurnDecided,
  TurnResults,
  VisibilityChanged,
} from "../protocol/events.ts";
import { withDecision, withResults, withTask } from "./messages.ts";
import { withNotice } from "./notices.ts";
import { movedPins, pinsBut, withPins } from "./pins.ts";
import type { RoomView } from "./view.ts";

export type TeamEvent =
  | MessagePinned
  | MessageUnpinned
  | PinMoved
  | ToolPolicyChanged
  | PromptPolicyChanged
  | RoomTopicChanged
  | PostingChanged
  | VisibilityChanged
  | TurnDecided
  | TurnResults
  | TaskChanged;

export function changedByTeam(view: RoomView, event: TeamEvent): RoomView {
  switch (event.type) {
    case "message.pinned":
      return withPins(view, [...(view.pins ?? []), event.target]);
    case "message.unpinned":
      return withPins(view, pinsBut(view, event.target));
    case "pin.moved":
      return withPins(view, movedPins(view, event));
    case "turn.decided":
      return { ...view, messages: withDecision(view.messages, event) };
    case "turn.results":
      return { ...view, messages: withResults(view.messages, event) };
    case "task.changed":
      return { ...view, messages: withTask(view.messages, event) };
    case "tool.policy":
      return withNotice(withPolicy(view, event), event);
    case "prompt.policy":
      return withNotice(withPromptPolicy(view, event), event);
    case "room.topic":
      return withNotice({ ...view, room: withTopic(view.room, event.topic) }, event);
    case "room.posting":
      return withNotice({ ...view, room: withPosting(view.room, event.posting) }, event);
    case "room.visibility":
      return withNotice({ ...view, room: withVisibility(view.room, event.isPublic) }, event);
    default:
      return assertNever(event);
  }
}

function withPolicy(view: RoomView, { tool, policy }: ToolPolicyChanged): RoomView {
  return { ...view, policies: { ...view.policies, [tool]: policy } };
}

function withPromptPolicy({ promptPolicy: _, ...view }: RoomView, { policy }: PromptPolicyChanged): RoomView {
  return policy === "queue" ? view : { ...view, promptPolicy: policy };
}

function withTopic({ topic: _, ...room }: RoomInfo, topic: string): RoomInfo {
  return topic === "" ? room : { ...room, topic };
}

function withPosting({ posting: _, ...room }: RoomInfo, posting: Posting): RoomInfo {
  return posting === "everyone" ? room : { ...room, posting };
}

function withVisibility({ isPublic: _, ...room }: RoomInfo, isPublic: boolean): RoomInfo {
  return isPublic ? { ...room, isPublic } : room;
}
