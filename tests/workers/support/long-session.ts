/** Long sessions, written into their databases: sending so many messages would take minutes. */
import { runInDurableObject } from "cloudflare:test";
import { makeId, makeMessageId, type UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { beginBranch } from "../../../server/rules/room/forks.ts";
import { shownBranch } from "../../../server/rules/room/branches.ts";
import { insert } from "../../../server/rules/room/messages/codec.ts";
import { findMessage } from "../../../server/rules/room/messages/row.ts";
import { nextSeq } from "../../../server/rules/room/rows/log.ts";
import { findTurn, toAnswer } from "../../../server/rules/room/rows/turn-row.ts";
import { sqlStore } from "../../../server/storage/durable-sql.ts";
import type { SqlStore } from "../../../server/storage/sql.ts";
import { ada, type RoomStub } from "./room.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const agent = makeId("agent", random);

/** Writes into a room. Returns the prompts of which `write` wants to know. */
export async function writeInto(room: RoomStub, write: (store: SqlStore) => Seq[]): Promise<Seq[]> {
  return runInDurableObject(room, (_, { storage }) =>
    storage.transactionSync(() => {
      const prompts = write(sqlStore(storage.sql));
      storage.sql.exec(
        "UPDATE members SET read = (SELECT head FROM room), delivered = (SELECT head FROM room)",
      );
      return prompts;
    }),
  );
}

/** A question and its answer: two messages. A version of `forkOf` begins a branch. Returns the seq of the question. */
export function exchange(store: SqlStore, text: string, forkOf?: Seq): Seq {
  const of = forkOf === undefined ? null : findMessage(store, forkOf);
  const seq = nextSeq(store);
  const prompt = of?.forked ?? of?.seq;
  const parent = prompt === undefined ? 0 : (findMessage(store, prompt)?.branch ?? 0);
  const begun = of === null || prompt === undefined ? null : beginBranch(store, { of, prompt, parent }, seq);
  const stands = begun ?? { branch: shownBranch(store) };
  put(store, seq, ada, text, stands);
  const answer = nextSeq(store);
  const turn = makeId("turn", random);
  store.run(
    `INSERT INTO turns (id, agent, asker, prompts, state, place, attempt, takeovers, answer, anchor, chosen, ended_at, hash, length)
     VALUES (?, ?, ?, ?, 'completed', ?, 1, 0, ?, ?, 1, 1, 'x', 1)`,
    ...[turn, agent, ada, JSON.stringify([seq]), seq, answer, answer],
  );
  store.run("INSERT INTO turn_prompts (prompt, turn) VALUES (?, ?)", seq, turn);
  const row = findTurn(store, turn);
  if (row === null) throw new Error("the turn is gone");
  put(
    store,
    answer,
    agent,
    `to: ${text}`,
    { branch: stands.branch },
    { answer: toAnswer(store, { ...row, answer }) },
  );
  store.run("UPDATE messages SET ended = seq WHERE seq = ?", answer);
  return seq;
}

function put(
  store: SqlStore,
  seq: Seq,
  author: UserId,
  text: string,
  stands: object,
  more: object = {},
): void {
  const id = makeMessageId(seq, random);
  insert(store, {
    seq,
    id,
    author,
    at: seq,
    text,
    mentions: [],
    version: 1,
    reactions: {},
    ...stands,
    ...more,
  });
}
