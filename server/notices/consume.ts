/**
 * Consumes the queue of notices. Messages may come twice, late, in another order, or again after a part of their batch has failed: the inbox says
 * what is left to tell, and notes what was told, so that each has one visible effect.
 */
import type { Env } from "../bindings/env.ts";
import type { NoticeEvent } from "../bindings/notice-event.ts";
import { keepDead } from "./dead-notices.ts";
import { readEvent } from "./read-event.ts";
import { DEAD_QUEUE } from "./queues.ts";
import { tellNotice } from "./tell-notice.ts";

/** Notices that are told at the same time. */
const TOLD_TOGETHER = 16;
/** Pause before the first repetition, s. It doubles with each further one. */
const RETRY_FIRST = 5;
const RETRY_CAP = 300;

type Work = (env: Env, event: NoticeEvent) => Promise<"done" | "again">;

export async function consume(batch: MessageBatch<unknown>, env: Env): Promise<void> {
  const work: Work = batch.queue === DEAD_QUEUE ? keepDead : tellNotice;
  const waiting = [...batch.messages];
  const worker = async (): Promise<void> => {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift())
      await handle(message, env, work);
  };
  await Promise.all(Array.from({ length: TOLD_TOGETHER }, worker));
}

/** One message that fails fails for itself. */
async function handle(message: Message<unknown>, env: Env, work: Work): Promise<void> {
  const event = readEvent(message.body);
  if (event === null) {
    console.error("a message of the queue is no notice", { id: message.id });
    return message.ack();
  }
  const again = (): void =>
    message.retry({ delaySeconds: Math.min(RETRY_CAP, RETRY_FIRST * 2 ** (message.attempts - 1)) });
  try {
    if ((await work(env, event)) === "again") again();
    else message.ack();
  } catch (error) {
    console.error("a notice is tried again", { key: event.key, error });
    again();
  }
}
