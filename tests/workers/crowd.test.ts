import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { inboxName } from "../../server/bindings/inbox-name.ts";
import { MAX_TOLD_MEMBERS } from "../../shared/limits.ts";
import type { UserId } from "../../shared/ids.ts";
import type { Role } from "../../shared/permissions.ts";
import { eventually } from "../support/eventually.ts";
import { openInbox } from "./support/inbox.ts";
import { join, makeRoom, newMessageId, newUser, organization } from "./support/room.ts";

/** The head that this person's inbox knows, read without opening the inbox. */
function headKnownTo(user: UserId): Promise<number> {
  const inbox = env.INBOX.getByName(inboxName(organization, user));
  return runInDurableObject(inbox, (_, { storage }) => {
    const [row] = storage.sql.exec<{ head: number }>("SELECT head FROM entries").toArray();
    return row?.head ?? 0;
  });
}

test("INBOX-17: in a crowd those are told whom it concerns; the others ask when they look", async () => {
  const people = Array.from({ length: MAX_TOLD_MEMBERS + 1 }, newUser);
  const [speaker = newUser(), named = newUser(), quiet = newUser()] = people;
  const room = await makeRoom(people.map((user): [UserId, Role] => [user, "member"]));
  const a = await join(room, speaker);
  // Waits until all inboxes are told that this is a large room.
  await eventually(async () => expect(await headKnownTo(people.at(-1) ?? quiet)).toBeGreaterThan(0));
  await eventually(() =>
    runInDurableObject(room, (_, { storage }) =>
      expect(storage.sql.exec("SELECT head FROM told").toArray()).toHaveLength(1),
    ),
  );
  const before = await headKnownTo(quiet);
  const id = newMessageId();
  await a.tell({ type: "send", id, text: "@you look", mentions: [named] });
  const event = await a.until(() =>
    a.events.find((each) => each.type === "message.sent" && each.message.id === id),
  );
  await eventually(async () => expect(await headKnownTo(named)).toBe(event.seq));
  await eventually(async () => expect(await headKnownTo(speaker)).toBe(event.seq));
  expect(await headKnownTo(quiet)).toBe(before);
  const inbox = await openInbox(quiet);
  await eventually(() =>
    expect([...inbox.rooms.values()]).toMatchObject([
      { head: event.seq, unread: 1, mentions: 0, crowd: true },
    ]),
  );
});
