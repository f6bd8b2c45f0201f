import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { listen } from "../../server/directory/notice-listeners.ts";
import { openDirectory } from "../../server/directory/directory.ts";
import { users } from "../../server/directory/schema.ts";
import type { Role } from "../../shared/permissions.ts";
import type { UserId } from "../../shared/ids.ts";
import { eventually } from "../support/eventually.ts";
import { inboxAt } from "./support/notices.ts";
import { join, makeRoom, newUser, organization } from "./support/room.ts";

const PEOPLE = 500;

/** A person of the directory whose device is told by push. */
async function listener(): Promise<UserId> {
  const id = newUser();
  const now = new Date();
  const directory = openDirectory(env.DB);
  await directory
    .insert(users)
    .values({ id, name: "Person", email: `${id}@example.com`, createdAt: now, updatedAt: now });
  await listen(directory, { organization, user: id });
  await inboxAt(organization, id).noteNoticePush(null);
  return id;
}

test("NOTIFY-28: in a room of 500, everybody who wants to be told is, of a message that calls nobody", async () => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, listener));
  const [speaker = newUser()] = people;
  const silent = newUser();
  const members = [...people, silent].map((user): [UserId, Role] => [user, "member"]);
  const room = await makeRoom(members);
  const at = await join(room, speaker);
  await eventually(() =>
    runInDurableObject(room, (_, { storage }) =>
      expect(storage.sql.exec("SELECT head FROM told").toArray()).toHaveLength(1),
    ),
  );
  const begun = Date.now();
  const { seq } = await at.write("the garden is open");
  const times: number[] = [];
  // One after the other: five hundred questions at once would slow what they ask about.
  for (const user of people.slice(1)) {
    await eventually(async () => {
      const [line] = await inboxAt(organization, user).decidedNotices(1);
      if (line === undefined) throw new Error("it is not decided yet");
      expect(line).toMatchObject({ kind: "room", seq });
      times.push(line.at - begun);
    });
  }
  expect(times).toHaveLength(PEOPLE - 1);
  // Nobody listens there, so nothing was told, stored or decided.
  expect(await inboxAt(organization, silent).decidedNotices(1)).toEqual([]);
  times.sort((a, b) => a - b);
  console.info(`decided after ${times[0]} to ${times.at(-1)} ms`);
});
