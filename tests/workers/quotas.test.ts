import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hashToken } from "../../server/directory/secrets.ts";
import { paths } from "../../shared/api.ts";
import {
  MAX_NEW_INVITATIONS,
  MAX_NEW_ORGANIZATIONS,
  MAX_NEW_ROOMS,
  MAX_NEW_ROOMS_FOR_STRANGER,
  MAX_NEW_ROOMS_OF_ORGANIZATION,
  QUOTA_WINDOW,
} from "../../shared/limits.ts";
import { team } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";
import { codeOf, type Answer } from "./support/visitor.ts";

/** The state after so many have been counted. */
async function counted(subject: string, count: number): Promise<void> {
  await env.DB.prepare("INSERT OR REPLACE INTO attempts (key, count, reset_at) VALUES (?, ?, ?)")
    .bind(await hashToken(subject), count, Date.now() + QUOTA_WINDOW / 2)
    .run();
}

function expectWait(answer: Answer<unknown>): void {
  expect(codeOf(answer)).toBe("rate_limited");
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(1_000);
  const { error } = JSON.parse(answer.text);
  expect(error.message).toMatch(/Try again in \d+ minutes\.$/);
  expect(error.retryAfter).toBeGreaterThan(1_000_000);
}

describe("quotas", () => {
  it("QUOTA-1: of rooms, for a person and for an organization", async () => {
    const { ada, grace, organization } = await team();
    const make = (person: typeof ada) =>
      person.post(paths.rooms(organization.id), { kind: "group", name: "garden", members: [] });
    await counted(`rooms of ${ada.id}`, MAX_NEW_ROOMS - 1);
    expect(codeOf(await make(ada))).toBe("ok");
    expectWait(await make(ada));
    // What is refused does not use up the organization's quota.
    expect(codeOf(await make(grace))).toBe("ok");
    await counted(`rooms in ${organization.id}`, MAX_NEW_ROOMS_OF_ORGANIZATION);
    expectWait(await make(grace));
  });

  it("QUOTA-1: a room that exists is opened whatever was created before", async () => {
    const { ada, grace, organization } = await team();
    const direct = { kind: "direct" as const, members: [grace.id] };
    const room = await ada.makeRoom(organization.id, direct);
    ada.headers["idempotency-key"] = "again";
    const group = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [] });
    await counted(`rooms of ${ada.id}`, MAX_NEW_ROOMS);
    expect(await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [] })).toBe(group);
    delete ada.headers["idempotency-key"];
    expect(await ada.makeRoom(organization.id, direct)).toBe(room);
  });

  it("QUOTA-1: of organizations and invitations", async () => {
    const { ada, organization } = await team();
    await counted(`organizations of ${ada.id}`, MAX_NEW_ORGANIZATIONS);
    expectWait(await ada.post(paths.organizations, { name: "One more" }));
    await counted(`invitations of ${ada.id}`, MAX_NEW_INVITATIONS);
    expectWait(await ada.post(paths.invitations(organization.id), {}));
  });

  it("QUOTA-2: nobody puts a stranger into more than a few new rooms an hour", async () => {
    const { ada, grace, organization } = await team();
    const make = (name: string) =>
      ada.post(paths.rooms(organization.id), { kind: "group", name, members: [grace.id] });
    const codes: string[] = [];
    for (let i = 0; i <= MAX_NEW_ROOMS_FOR_STRANGER; i++) codes.push(codeOf(await make(`room ${i}`)));
    expect(codes).toEqual([...Array(MAX_NEW_ROOMS_FOR_STRANGER).fill("ok"), "rate_limited"]);
    // Nor by an invitation to a room that exists.
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "own", members: [] });
    const socket = await connect(ada, paths.roomSocket(organization.id, room));
    socket.send(HELLO);
    await socket.frame("welcome");
    socket.send(JSON.stringify({ type: "invite", ref: 1, user: grace.id, role: "member" }));
    expect(await socket.frame("error")).toMatchObject({ ref: 1, code: "too_many" });
    // Whoever shares an older room is no stranger.
    await env.DB.prepare("UPDATE rooms SET created_at = created_at - ? WHERE name = 'room 0'")
      .bind(QUOTA_WINDOW + 60_000)
      .run();
    expect(codeOf(await make("with a colleague"))).toBe("ok");
  });
});
