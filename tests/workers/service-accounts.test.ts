/** Service accounts, as programs use them. */
import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type Person as ListedPerson } from "../../shared/api.ts";
import { keyPaths, type Service } from "../../shared/keys.ts";
import { makeKey } from "./support/keys.ts";
import { team } from "./support/person.ts";
import { HELLO, openSocket } from "./support/socket.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";
import { SMALLEST_PNG } from "./support/route-samples.ts";

const ME = "/api/v1/me";

describe("a service account", () => {
  it("KEY-5: is a member and a bot of rooms, acts by its keys alone, and leaves with them", async () => {
    const { ada, grace, organization } = await team();
    const add = (name: string, role = "member") =>
      ada.post<Service>(keyPaths.services(organization.id), { name, role });
    const bot = await ada.must(add("Deploy bot"));
    expect(bot).toMatchObject({ name: "Deploy bot", role: "member", keys: 0 });
    expect(
      codeOf(await grace.post(keyPaths.services(organization.id), { name: "Mine", role: "member" })),
    ).toBe("forbidden");
    const people = await grace.must(grace.get<ListedPerson[]>(paths.people(organization.id)));
    expect(people.filter(({ isService }) => isService === true)).toMatchObject([
      { id: bot.id, name: "Deploy bot", handle: "deploy-bot" },
    ]);
    // Members make no keys for it.
    const forBot = { name: "ci", scopes: ["read", "write"], days: null, service: bot.id };
    expect(codeOf(await grace.post(keyPaths.all(organization.id), forBot))).toBe("forbidden");
    const { program } = await makeKey(ada, organization.id, { service: bot.id });
    expect(await program.must(program.get(ME))).toMatchObject({
      user: { id: bot.id, name: "Deploy bot" },
      organization: { role: "member" },
    });
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "deploys", members: [bot.id] });
    const socket = await openSocket(program, paths.roomSocket(organization.id, room));
    socket.send(HELLO);
    expect(await socket.frame("welcome")).toMatchObject({ you: { user: bot.id, role: "member" } });
    // A picture, as people have one.
    const picture = await ada.send("PATCH", keyPaths.service(organization.id, bot.id), {
      name: "Release bot",
    });
    expect(codeOf(picture)).toBe("ok");
    const put = await exports.default.fetch(`${ORIGIN}${keyPaths.servicePicture(organization.id, bot.id)}`, {
      method: "PUT",
      headers: {
        ...{ cookie: ada.cookie, origin: ORIGIN, "content-type": "application/octet-stream" },
        "x-file-name": "bot.png",
        "content-length": String(SMALLEST_PNG.length),
      },
      body: SMALLEST_PNG,
    });
    expect(put.status).toBe(201);
    expect((await grace.get(`${paths.people(organization.id)}/${bot.id}/picture`)).status).toBe(200);
    // It owns nothing and has no password.
    const person = `${paths.people(organization.id)}/${bot.id}`;
    expect(codeOf(await ada.send("PATCH", person, { role: "owner" }))).toBe("conflict");
    expect(codeOf(await ada.post(`/api/organizations/${organization.id}/ownership`, { to: bot.id }))).toBe(
      "conflict",
    );
    expect(codeOf(await ada.post(`${person}/reset-link`))).toBe("conflict");
    await ada.must(ada.delete(keyPaths.service(organization.id, bot.id)));
    expect([4401, 4403]).toContain((await socket.closed).code);
    await expect.poll(async () => codeOf(await program.get(ME)), { timeout: 30_000 }).toBe("unauthenticated");
    expect(await ada.must(ada.get(keyPaths.services(organization.id)))).toEqual([]);
    expect(codeOf(await ada.post(keyPaths.all(organization.id), forBot))).toBe("not_found");
  });

  it.each(["ada", "Adа", "PARLEY", "System", "Parley "])(
    "KEY-5: is not called like somebody else: %s",
    async (name) => {
      const { ada, organization } = await team();
      expect(codeOf(await ada.post(keyPaths.services(organization.id), { name, role: "member" }))).toBe(
        "conflict",
      );
    },
  );

  it("KEY-5: a repeated request makes one account, and an idempotency key opens no way around the names", async () => {
    const { ada, organization } = await team();
    const before = ada.headers;
    const add = (key: string, name: string) => {
      ada.headers = { ...before, "idempotency-key": key };
      return ada.post<Service>(keyPaths.services(organization.id), { name, role: "member" });
    };
    const made = await ada.must(add("one", "Deploy bot"));
    expect(await ada.must(add("one", "Deploy bot"))).toEqual(made);
    expect(codeOf(await add("two", "Deploy bot"))).toBe("conflict");
    expect(codeOf(await add("three", "grace"))).toBe("conflict");
    expect(await ada.must(ada.get<Service[]>(keyPaths.services(organization.id)))).toHaveLength(1);
  });

  it("KEY-5: an account of another organization and one that does not exist are the same", async () => {
    const { ada, organization } = await team();
    const { ada: eve, organization: hers } = await team();
    const bot = await eve.must(
      eve.post<Service>(keyPaths.services(hers.id), { name: "Theirs", role: "admin" }),
    );
    for (const id of [bot.id, "user_00000000000000000000000000", "nonsense"]) {
      const told = await ada.delete(`${keyPaths.services(organization.id)}/${id}`);
      expect([told.status, codeOf(told)]).toEqual([404, "not_found"]);
    }
  });
});
