/** Asks an agent of a room, and follows its answer. */
import type { TurnId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { CalledCommand } from "../../bindings/room-answers.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { Problem } from "../../problems/problem.ts";
import { openRoomFeed } from "../feeds/open-room-feed.ts";
import { answered, httpCaller, type InRoom } from "../in-room.ts";
import { type AnswerNews, followTurn } from "./follow-turn.ts";

export interface AskedAnswer {
  turn: TurnId;
  /** The question; null if it was asked before. */
  question: Message | null;
  news: AsyncGenerator<AnswerNews>;
  /** Stops following. The answer goes on. */
  close: () => void;
  /** Stops the answer. */
  stop: () => Promise<void>;
}

/** The feed is opened first, so that nothing of the answer is missed. Throws if nobody answers. */
export async function askInChat(call: InRoom, command: CalledCommand): Promise<AskedAnswer> {
  const { env, principal, room } = call;
  const feed = await openRoomFeed(env, principal, room, { since: null });
  try {
    const caller = await httpCaller(call);
    const object = roomStub(env, room.id);
    const taken = answered(await object.command(caller, command));
    const [turn] = taken.turns;
    if (turn === undefined) throw nobodyAnswers();
    const load = async (answer: number) => answered(await object.message(caller, answer)).message;
    return {
      turn: turn.turn,
      question: command.type === "send" ? taken.message : null,
      news: followTurn(feed, turn, load),
      close: feed.close,
      stop: async () => void (await object.command(caller, { type: "stop", turn: turn.turn })),
    };
  } catch (error) {
    feed.close();
    throw error;
  }
}

/** Gives an answer the results that it waits for, and follows what it says then. */
export async function continueInChat(
  call: InRoom,
  { turn, results }: Omit<Extract<CalledCommand, { type: "results" }>, "type">,
): Promise<AskedAnswer> {
  const { env, principal, room } = call;
  const caller = await httpCaller(call);
  const object = roomStub(env, room.id);
  const load = async (answer: number) => answered(await object.message(caller, answer)).message;
  const { turn: asked } = answered(await object.turn(principal.user, turn));
  const message = asked === null || asked.answer === null ? null : await load(asked.answer);
  if (message?.answer === undefined) throw noSuchCall();
  const { text, answer } = message;
  const feed = await openRoomFeed(env, principal, room, { since: null });
  try {
    answered(await object.command(caller, { type: "results", turn, results }));
    const known = { text, attempt: answer.attempt };
    return {
      turn,
      question: null,
      news: followTurn(feed, { turn, answer: message.seq, state: "running", known }, load),
      close: feed.close,
      stop: async () => void (await object.command(caller, { type: "stop", turn })),
    };
  } catch (error) {
    feed.close();
    throw error;
  }
}

/** The answer that is running in the room, from its beginning; null if none is. */
export async function followRunning(call: InRoom): Promise<AskedAnswer | null> {
  const { env, principal, room } = call;
  const caller = await httpCaller(call);
  const object = roomStub(env, room.id);
  const load = async (answer: number) => answered(await object.message(caller, answer)).message;
  const feed = await openRoomFeed(env, principal, room, { since: null });
  try {
    const running = feed.welcome.live.at(-1);
    const message = running === undefined ? null : await load(running.target);
    if (message?.answer === undefined) {
      feed.close();
      return null;
    }
    const { turn, state } = message.answer;
    return {
      turn,
      question: null,
      news: followTurn(feed, { turn, answer: message.seq, state }, load),
      close: feed.close,
      stop: async () => void (await object.command(caller, { type: "stop", turn })),
    };
  } catch (error) {
    feed.close();
    throw error;
  }
}

const noSuchCall = () => new Problem("not_found", "No answer waits for this result.");

/** A takeover, or a message that no model may see. */
const nobodyAnswers = () =>
  new Problem("conflict", "No agent answers here now. A person may have taken over the conversation.");
