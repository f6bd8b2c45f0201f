import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { getTableColumns, getTableName } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { paths, type NewShare } from "../../shared/api.ts";
import { knowledgePaths } from "../../shared/knowledge.ts";
import { INGEST_LEASE } from "../../shared/limits.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { inboxName } from "../../server/bindings/inbox-name.ts";
import * as schema from "../../server/directory/schema.ts";
import { deletePart } from "../../server/objects/meter/deletion.ts";
import { sweep } from "../../server/sweep.ts";
import { attachFile } from "./support/attachments.ts";
import { addNote, makeLibrary, settled } from "./support/library.ts";
import { signUp, team } from "./support/person.ts";
import { closeCode, connect, HELLO } from "./support/socket.ts";
import { codeOf } from "./support/visitor.ts";

/** Every table of the directory that has a column `organization`, and how many rows of this one it has. */
async function rowsOf(organization: OrganizationId): Promise<Record<string, number>> {
  const tables = Object.values(schema).filter((table) => "organization" in getTableColumns(table));
  expect(tables.length).toBeGreaterThan(8);
  const counts: Record<string, number> = {};
  for (const name of tables.map(getTableName)) {
    const count = await env.DB.prepare(`SELECT count(*) AS n FROM "${name}" WHERE organization = ?`)
      .bind(organization)
      .first<number>("n");
    if (count !== 0) counts[name] = count ?? 0;
  }
  return counts;
}

async function filled() {
  const { ada, grace, organization } = await team();
  const { id } = organization;
  const room = await ada.makeRoom(id, { kind: "group", name: "garden", members: [grace.id] });
  await attachFile(ada, { organization: id, room }, "plan.txt", "a plan");
  const share = await ada.must(
    ada.post<NewShare>(paths.shares(id, room), { access: "view", lifetime: 60_000 }),
  );
  const token = await ada.invite(id);
  const library = await makeLibrary(ada, id);
  const note = await addNote(ada, { organization: id, library: library.id }, "Door", "The door is blue.");
  await settled(ada, id, note);
  return { ada, grace, organization, id, room, share, token, library };
}

describe("deleting an organization", () => {
  it("ENDING-1: an owner types its name; any other name deletes nothing", async () => {
    const { ada, grace, organization } = await team();
    for (const name of ["", "analytical engines", "Analytical", "Analytical Engines!"])
      expect(codeOf(await ada.post(paths.deletion(organization.id), { name }))).toBe("conflict");
    expect(codeOf(await grace.post(paths.deletion(organization.id), { name: organization.name }))).toBe(
      "forbidden",
    );
    expect((await ada.me()).organizations).toHaveLength(1);
  });

  it("ENDING-2: from the answer on nobody reaches it, by request, socket, ticket, link or token", async () => {
    const { ada, grace, id, organization, room, share, token } = await filled();
    const ticket = await grace.ticket(id, room);
    const sockets = await Promise.all([
      connect(grace, paths.roomSocket(id, room)),
      connect(grace, paths.inboxSocket(id)),
      connect(ada, paths.roomSocket(id, organization.welcomeRoom)),
    ]);
    for (const socket of sockets) socket.send(HELLO);
    expect(codeOf(await ada.post(paths.deletion(id), { name: organization.name }))).toBe("ok");
    expect((await Promise.all(sockets.map((socket) => socket.closed))).map(({ code }) => code)).toEqual([
      4404, 4403, 4404,
    ]);
    for (const person of [ada, grace]) {
      expect((await person.me()).organizations).toEqual([]);
      expect(codeOf(await person.get(paths.people(id)))).toBe("not_found");
      expect(codeOf(await person.get(knowledgePaths.libraries(id)))).toBe("not_found");
      expect(await closeCode(person, paths.roomSocket(id, room))).toBe(4404);
      expect(codeOf(await person.post(paths.deletion(id), { name: organization.name }))).toBe("not_found");
    }
    expect(await closeCode(grace, `${paths.roomSocket(id, room)}?ticket=${ticket}`, { cookie: "" })).toBe(
      4401,
    );
    expect(codeOf(await grace.post(paths.shareOpen, { token: share.token }))).toBe("not_found");
    const linus = await signUp("linus");
    expect(codeOf(await linus.post(paths.invitationPreview, { token }))).toBe("not_found");
    expect(codeOf(await linus.post(paths.invitationAccept, { token }))).toBe("not_found");
  });

  it("ENDING-3: rooms, inboxes, libraries, files and rows go, and another organization keeps its own", async () => {
    const { ada, grace, id, organization, room } = await filled();
    const other = await filled();
    const before = {
      rows: await rowsOf(other.id),
      files: (await env.FILES.list({ prefix: other.id })).objects.length,
    };
    await ada.post(paths.deletion(id), { name: organization.name });
    await expect
      .poll(
        () => env.DB.prepare("SELECT count(*) AS n FROM rooms WHERE organization = ?").bind(id).first("n"),
        { timeout: 20_000 },
      )
      .toBe(0);
    expect(await env.ROOM.getByName(room).isCreated()).toBe(false);
    const kept = await runInDurableObject(env.ROOM.getByName(room), (_, state) =>
      state.storage.sql
        .exec("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM members) AS n")
        .one(),
    );
    expect(kept).toEqual({ n: 0 });
    const entries = await runInDurableObject(env.INBOX.getByName(inboxName(id, grace.id)), (_, state) =>
      state.storage.sql.exec("SELECT count(*) AS n FROM entries").one(),
    );
    expect(entries).toEqual({ n: 0 });
    const later = Date.now() + INGEST_LEASE + 120_000;
    let next = await deletePart(env, id, later);
    for (let part = 0; part < 5 && next !== null; part++)
      next = await deletePart(env, id, next + INGEST_LEASE);
    expect(next).toBeNull();
    expect(await rowsOf(id)).toEqual({});
    const indexed = await runInDurableObject(env.SEARCH.getByName(id), (_, state) =>
      state.storage.sql
        .exec("SELECT (SELECT count(*) FROM rooms) + (SELECT count(*) FROM messages) AS n")
        .one(),
    );
    expect(indexed).toEqual({ n: 0 });
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM organizations WHERE id = ?").bind(id).first("n"),
    ).toBe(0);
    expect((await env.FILES.list({ prefix: id })).objects).toEqual([]);
    expect({
      rows: await rowsOf(other.id),
      files: (await env.FILES.list({ prefix: other.id })).objects.length,
    }).toEqual(before);
    expect((await other.ada.get(paths.people(other.id))).status).toBe(200);
  });

  it("ENDING-4: a deletion that a crash has interrupted is finished by the sweep", async () => {
    const { ada, id } = await filled();
    // As after a crash right behind the transaction: the memberships are gone, and nothing has begun.
    const now = Date.now();
    await env.DB.batch([
      env.DB.prepare("UPDATE organizations SET deleted_at = ? WHERE id = ?").bind(now, id),
      env.DB.prepare(
        "INSERT INTO former_members SELECT organization, user, ?, ? FROM members WHERE organization = ?",
      ).bind(now, ada.id, id),
      env.DB.prepare("DELETE FROM members WHERE organization = ?").bind(id),
    ]);
    await sweep(env, now);
    expect((await rowsOf(id))["rooms"]).toBeUndefined();
    expect((await rowsOf(id))["former_members"]).toBeUndefined();
  });
});
