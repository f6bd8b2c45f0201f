import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { paths, type Agent } from "../../shared/api.ts";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import { MAX_BAD_FRAMES_PER_MINUTE, MAX_WATCHED, PRESENCE_GRACE } from "../../shared/limits.ts";
import type { PersonStatus } from "../../shared/protocol/frames.ts";
import type { Person } from "./support/person.ts";
import { signUp, team } from "./support/person.ts";
import { newUser } from "./support/room.ts";
import { connect, HELLO, type OpenSocket } from "./support/socket.ts";
import { eventually } from "../support/eventually.ts";

/** One device's inbox, and the last known status of each person. */
class Watching {
  readonly socket: OpenSocket;
  #ref = 0;

  constructor(socket: OpenSocket) {
    this.socket = socket;
  }

  ask(frame: object): Promise<Record<string, unknown>> {
    this.#ref += 1;
    const ref = this.#ref;
    this.socket.send(JSON.stringify({ ...frame, ref }));
    return eventually(() => {
      const answer = this.socket.frames.find((each) => each["ref"] === ref);
      if (answer === undefined) throw new Error("no answer");
      return answer;
    });
  }

  /** The status of this person, as far as this device was told. */
  of(user: UserId): PersonStatus | undefined {
    return this.socket.frames
      .flatMap((frame) => (frame["type"] === "people" ? [JSON.parse(JSON.stringify(frame["people"]))] : []))
      .flat()
      .findLast((person: PersonStatus) => person.user === user);
  }
}

async function openInbox(person: Person, organization: OrganizationId): Promise<Watching> {
  const socket = await connect(person, paths.inboxSocket(organization));
  socket.send(HELLO);
  await socket.frame("inbox");
  return new Watching(socket);
}

const inboxOf = (organization: OrganizationId, user: UserId) =>
  env.INBOX.getByName(`${organization}:${user}`);

/** Sets the database as if the last device had disconnected this long ago. */
async function passGrace(organization: OrganizationId, user: UserId): Promise<void> {
  await runInDurableObject(inboxOf(organization, user), (_, state) => {
    state.storage.sql.exec("UPDATE presence SET last_seen = last_seen - ?", PRESENCE_GRACE);
    state.storage.sql.exec("UPDATE schedule SET due = 0 WHERE task = 'look'");
  });
  await runDurableObjectAlarm(inboxOf(organization, user));
}

describe("presence over all rooms", () => {
  test("PRESENCE-5: who is watched is told as they come, idle and go, and when they were last here", async () => {
    const { ada, grace, organization } = await team();
    const a = await openInbox(ada, organization.id);
    expect(await a.ask({ type: "watch", people: [grace.id] })).toMatchObject({ type: "ok" });
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "offline" }));
    const g = await openInbox(grace, organization.id);
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "active" }));
    await g.ask({ type: "here", state: "idle" });
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "idle" }));
    const phone = await openInbox(grace, organization.id);
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "active" }));
    g.socket.close();
    phone.socket.close();
    await Promise.all([g.socket.closed, phone.socket.closed]);
    await passGrace(organization.id, grace.id);
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "offline" }));
    expect(Date.now() - (a.of(grace.id)?.lastSeen ?? 0)).toBeLessThan(PRESENCE_GRACE + 10_000);
  });

  test("PRESENCE-6: nobody hears of people whom they did not name, nor of those of other organizations", async () => {
    const { ada, grace, organization } = await team();
    const mallory = await signUp("mallory");
    const elsewhere = await mallory.found("Elsewhere");
    const [a, m] = [await openInbox(ada, organization.id), await openInbox(mallory, elsewhere.id)];
    const stranger = newUser();
    await m.ask({ type: "watch", people: [grace.id, ada.id, stranger] });
    await openInbox(grace, organization.id);
    await a.ask({ type: "watch", people: [grace.id] });
    await eventually(() => expect(a.of(grace.id)).toBeDefined());
    await a.ask({ type: "watch", people: [] });
    await (await openInbox(grace, organization.id)).ask({ type: "status", status: { text: "In a meeting" } });
    await m.ask({ type: "watch", people: [] });
    expect(m.of(grace.id)).toBeUndefined();
    expect(m.of(ada.id)).toBeUndefined();
    expect(a.of(grace.id)?.status).toBeUndefined();
    const tooMany = Array.from({ length: MAX_WATCHED + 1 }, newUser);
    expect(await a.ask({ type: "watch", people: tooMany })).toMatchObject({
      type: "error",
      code: "bad_type",
    });
  });

  test("PRESENCE-6: an agent that is named is left out, and the others are told of", async () => {
    const { ada, grace, organization } = await team();
    const [agent] = await ada.must(ada.get<Agent[]>(paths.agents(organization.id)));
    if (agent === undefined) throw new Error("no agent");
    const a = await openInbox(ada, organization.id);
    expect(await a.ask({ type: "watch", people: [agent.id, grace.id] })).toMatchObject({ type: "ok" });
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "offline" }));
    await openInbox(grace, organization.id);
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "active" }));
    expect(a.of(agent.id)).toBeUndefined();
  });

  test("PRESENCE-6: ids that are unknown are left out, however often, and end nothing", async () => {
    const { ada, grace, organization } = await team();
    const a = await openInbox(ada, organization.id);
    const visitor = `visitor_${"0".repeat(26)}`;
    for (let time = 0; time < MAX_BAD_FRAMES_PER_MINUTE; time++) {
      const people = [visitor, "nobody", "", 7, null, { id: grace.id }, grace.id];
      expect(await a.ask({ type: "watch", people })).toMatchObject({ type: "ok" });
    }
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "offline" }));
  });

  test("PRESENCE-7: a status and quiet reach the person's other devices and who watches, and end at their time", async () => {
    const { ada, grace, organization } = await team();
    const [a, g] = [await openInbox(ada, organization.id), await openInbox(grace, organization.id)];
    const phone = await openInbox(grace, organization.id);
    await a.ask({ type: "watch", people: [grace.id] });
    const until = Date.now() + 1_500;
    const said = { text: "Lunch", emoji: "🥗", until };
    expect(await g.ask({ type: "status", status: said, quiet: {} })).toMatchObject({ type: "ok" });
    for (const device of [a, phone, g]) {
      await eventually(() => expect(device.of(grace.id)).toMatchObject({ status: said, quiet: {} }));
    }
    await abortAllDurableObjects();
    await eventually(() => expect(Date.now()).toBeGreaterThan(until));
    const later = await openInbox(grace, organization.id);
    await eventually(() => expect(later.of(grace.id)).toMatchObject({ quiet: {} }));
    expect(later.of(grace.id)?.status).toBeUndefined();
    expect(await later.ask({ type: "status", quiet: null })).toMatchObject({ type: "ok" });
    await eventually(() => expect(later.of(grace.id)?.quiet).toBeUndefined());
  });

  test("PRESENCE-7: what is no status is refused", async () => {
    const { ada, organization } = await team();
    const a = await openInbox(ada, organization.id);
    const now = Date.now();
    for (const change of [
      { status: { text: "\u200b" } },
      { status: { text: "x".repeat(81) } },
      { status: { text: "fine", emoji: "not one" } },
      { status: { text: "over", until: now - 1 } },
      { quiet: { until: now + 2 * 366 * 86_400_000 } },
    ]) {
      expect(await a.ask({ type: "status", ...change })).toMatchObject({ type: "error", code: "bad_type" });
    }
    expect(a.of(ada.id)?.status).toBeUndefined();
  });

  test("PRESENCE-8: what was asked for survives a rest of both; who stopped asking is no longer called", async () => {
    const { ada, grace, organization } = await team();
    const [a, g] = [await openInbox(ada, organization.id), await openInbox(grace, organization.id)];
    await a.ask({ type: "watch", people: [grace.id] });
    await eventually(() => expect(a.of(grace.id)).toBeDefined());
    await evictDurableObject(inboxOf(organization.id, ada.id));
    await evictDurableObject(inboxOf(organization.id, grace.id));
    await g.ask({ type: "status", status: { text: "Back" } });
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ status: { text: "Back" } }));
    const watchers = () =>
      runInDurableObject(inboxOf(organization.id, grace.id), (_, state) =>
        state.storage.sql.exec("SELECT user FROM watchers").toArray(),
      );
    expect(await watchers()).toEqual([{ user: ada.id }]);
    a.socket.close();
    await a.socket.closed;
    await eventually(async () => {
      await g.ask({ type: "status", status: { text: `Back ${Math.random()}` } });
      expect(await watchers()).toEqual([]);
    });
  });

  test("PRESENCE-9: whoever leaves the organization is offline at once, and nothing of what they said is left", async () => {
    const { ada, grace, organization } = await team();
    const [a, g] = [await openInbox(ada, organization.id), await openInbox(grace, organization.id)];
    await g.ask({ type: "status", status: { text: "Here" } });
    await a.ask({ type: "watch", people: [grace.id] });
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "active" }));
    await inboxOf(organization.id, grace.id).removePerson();
    await eventually(() => expect(a.of(grace.id)).toMatchObject({ state: "offline" }));
    expect(a.of(grace.id)?.status).toBeUndefined();
  });
});
