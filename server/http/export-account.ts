import type { Account } from "../../shared/account.ts";
import { roomStub } from "../bindings/object-stubs.ts";
import type { Env } from "../bindings/env.ts";
import { listSessions } from "../directory/account.ts";
import { openDirectory } from "../directory/directory.ts";
import { everythingAbout } from "../memory/list-memories.ts";
import { listMemberships, listRoomsOf } from "../directory/own-places.ts";

/** Messages that one call reads. */
const PAGE = 500;

/** What is stored of the person, as JSON in pieces: no export is wholly in memory. */
export function exportAccount(env: Env, account: Account): ReadableStream<Uint8Array> {
  const pieces = write(env, account);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
}

async function* write(env: Env, account: Account): AsyncGenerator<string, void, undefined> {
  const directory = openDirectory(env.DB);
  const { mail: _, ...profile } = account;
  yield `{\n"account": ${JSON.stringify(profile, null, 2)},\n`;
  yield `"sessions": ${JSON.stringify(await listSessions(directory, account.id, null, Date.now()), null, 2)},\n`;
  yield `"organizations": ${JSON.stringify(await listMemberships(directory, account.id), null, 2)},\n`;
  yield `"memory": [`;
  let between = "\n  ";
  for await (const memories of everythingAbout(env.DB, account.id)) {
    for (const memory of memories) {
      yield `${between}${JSON.stringify(memory)}`;
      between = ",\n  ";
    }
  }
  yield `],\n"rooms": [`;
  let separator = "\n";
  for (const room of await listRoomsOf(directory, account.id)) {
    yield `${separator}{ "id": ${JSON.stringify(room.id)}, "organization": ${JSON.stringify(room.organization)}, "name": ${JSON.stringify(room.name)}, "role": ${JSON.stringify(room.role)}, "messages": [`;
    separator = ",\n";
    let first = true;
    for (let after = 0; ;) {
      const object = roomStub(env, room.id);
      const messages = await object.ownMessages(account.id, after, PAGE);
      for (const message of messages) {
        yield `${first ? "\n" : ",\n"}  ${JSON.stringify(message)}`;
        first = false;
      }
      const last = messages.at(-1);
      if (last === undefined || messages.length < PAGE) break;
      after = last.seq;
    }
    yield "] }";
  }
  yield "]\n}\n";
}
