/** What routes of a room share: whom they ask the room as, and what they make of its answers. */
import type { Env } from "../bindings/env.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Step } from "../../shared/protocol/steps.ts";
import type {
  AnswerSteps,
  CalledCommand,
  CallRefusal,
  CommandTaken,
  HttpCaller,
  RoomAnswer,
} from "../bindings/room-answers.ts";
import { roomStub } from "../bindings/object-stubs.ts";
import { unreadableInRoom } from "../knowledge/libraries/unreadable-libraries.ts";
import { callerOf } from "../principals/caller-of.ts";
import { notFound, Problem } from "../problems/problem.ts";
import type { Entered } from "./access.ts";

/** A call of a route in a room. */
export type InRoom = Entered["room"] & { env: Env };

export async function httpCaller({ env, principal, organization, room }: InRoom): Promise<HttpCaller> {
  const { user } = principal;
  const unreadable = await unreadableInRoom(env.DB, { organization: organization.id, user, room });
  return { ...callerOf(principal), unreadable };
}

/** The room's answer. A refusal becomes a problem; whoever is no longer a member is told what a stranger is. */
export function answered<Answer extends object>(answer: Answer | null): Given<Answer> {
  if (answer === null) throw notFound();
  if (isGiven(answer)) return answer;
  throw isRefusal(answer) ? refused(answer) : new Error("an answer of a room has no known shape");
}

type Given<Answer> = Exclude<Answer, CallRefusal>;

const isRefusal = (answer: object): answer is CallRefusal => "refused" in answer;
const isGiven = <Answer extends object>(answer: Answer): answer is Given<Answer> => !isRefusal(answer);

export const refused = ({ refused: code, message, retryAfter }: CallRefusal): Problem =>
  new Problem(code, message, retryAfter);

/** Runs a command whose answer shows a message. */
export async function runCommand(call: InRoom, command: CalledCommand): Promise<CommandTaken> {
  return answered(await roomStub(call.env, call.room.id).command(await httpCaller(call), command));
}

/** Runs a command whose answer shows none, so nothing of it can be hidden from the caller. */
export async function runPlain(call: InRoom, command: CalledCommand): Promise<CommandTaken> {
  const caller = { ...callerOf(call.principal), unreadable: [] };
  return answered(await roomStub(call.env, call.room.id).command(caller, command));
}

/** The arguments of calls are of any shape, which the types of calls between objects cannot follow. */
interface StepCalls {
  steps: (caller: HttpCaller, answer: Seq) => Promise<RoomAnswer<AnswerSteps>>;
}

/** The complete steps of an answer. */
export async function stepsOf(call: InRoom, answer: Seq): Promise<readonly Step[]> {
  const object = roomStub(call.env, call.room.id) as unknown as StepCalls;
  return answered<AnswerSteps | CallRefusal>(await object.steps(await httpCaller(call), answer)).steps;
}
