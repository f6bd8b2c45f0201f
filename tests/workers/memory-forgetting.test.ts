import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { accountPaths } from "../../shared/account.ts";
import { paths, type AiSettings } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { memoryPaths, type MemoryList } from "../../shared/memory.ts";
import { eventually } from "../support/eventually.ts";
import { patch } from "./support/account.ts";
import { everyones, inRoom, keep, mine, remembered } from "./support/memory.ts";
import { PASSWORD, type Person, team } from "./support/person.ts";
import { join } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { company } from "./support/memory-company.ts";

describe("forgetting", () => {
  it("MEMORY-9: what was said in a message is forgotten when it is deleted, hidden or kept from AI", async () => {
    const { ada, grace, organization, room } = await company();
    const device = await join(env.ROOM.getByName(room), ada.id);
    const said = async (text: string) => (await device.write(text)).seq;
    const [kept, deleted, excluded] = [await said("kept"), await said("deleted"), await said("excluded")];
    for (const message of [kept, deleted, excluded]) {
      const source = { room, message };
      const scopes = [mine, inRoom(room), everyones];
      for (const scope of scopes)
        await ada.must(keep(ada, organization, { ...scope, text: `${scope.scope} ${message}`, source }));
    }
    await grace.must(
      keep(grace, organization, { ...mine, text: "of Grace", source: { room, message: deleted } }),
    );
    device.tell({ type: "delete", target: deleted });
    device.tell({ type: "ai", target: excluded, ai: "never" });
    await eventually(async () => {
      for (const scope of [mine, inRoom(room), everyones] as const)
        expect(await remembered(ada, organization, scope)).toEqual([`${scope.scope} ${kept}`]);
      expect(await remembered(grace, organization, mine)).toEqual([]);
    });
    // Nothing new is remembered of them.
    for (const message of [deleted, excluded])
      expect(
        codeOf(await keep(ada, organization, { ...mine, text: "again", source: { room, message } })),
      ).toBe("not_found");
  });

  it("MEMORY-9: what is withdrawn by moderation is forgotten", async () => {
    const { ada, organization, room } = await company();
    const settings = { moderation: "flag", budget: { day: null, month: null } };
    await ada.must(ada.send("PUT", paths.aiSettings(organization), settings));
    const device = await join(env.ROOM.getByName(room), ada.id);
    const { seq: message } = await device.write("how to make a bomb #unsafe S9");
    await device.until(() => device.events.find(({ type }) => type === "message.moderated"));
    await ada.must(keep(ada, organization, { ...mine, text: "a bomb", source: { room, message } }));
    device.tell({ type: "moderate", target: message, decision: "retract" });
    await eventually(async () => expect(await remembered(ada, organization, mine)).toEqual([]));
    const again = { ...mine, text: "a bomb", source: { room, message } };
    expect(codeOf(await keep(ada, organization, again))).toBe("not_found");
  });

  it("MEMORY-9: it is tried again until the directory has forgotten", async () => {
    const { ada, organization, room } = await company();
    const device = await join(env.ROOM.getByName(room), ada.id);
    const { seq: message } = await device.write("a secret");
    await ada.must(keep(ada, organization, { ...mine, text: "a secret", source: { room, message } }));
    await env.DB.prepare(
      "CREATE TRIGGER refuse_forgetting BEFORE DELETE ON memories WHEN OLD.text = 'a secret' BEGIN SELECT RAISE(ABORT, 'not now'); END",
    ).run();
    device.tell({ type: "delete", target: message });
    await device.until(() => device.events.find(({ type }) => type === "message.deleted"));
    expect(await remembered(ada, organization, mine)).toEqual(["a secret"]);
    await env.DB.prepare("DROP TRIGGER refuse_forgetting").run();
    await eventually(async () => expect(await remembered(ada, organization, mine)).toEqual([]));
  });

  it("MEMORY-10: with the membership what is remembered about the person goes, with the account too", async () => {
    const { ada, grace, barbara, organization } = await company();
    for (const person of [grace, barbara])
      await person.must(keep(person, organization, { ...mine, text: `about ${person.name}` }));
    const count = (name: string) =>
      env.DB.prepare("SELECT count(*) AS n FROM memories WHERE text = ?").bind(`about ${name}`).first("n");
    expect(codeOf(await ada.delete(`${paths.people(organization)}/${grace.id}`))).toBe("ok");
    expect(await count("grace")).toBe(0);
    expect(codeOf(await barbara.post(accountPaths.delete, { password: PASSWORD }))).toBe("ok");
    expect(await count("barbara")).toBe(0);
    const words = await env.DB.prepare("SELECT count(*) AS n FROM memory_terms WHERE place LIKE ?")
      .bind(`${organization}/%`)
      .first("n");
    expect(words).toBe(0);
  });

  it("MEMORY-10: the export of an account has what is remembered about the person, and nothing else", async () => {
    const { ada, grace, organization } = await team();
    await ada.must(keep(ada, organization.id, { ...mine, text: "about Ada" }));
    await ada.must(keep(ada, organization.id, { ...everyones, text: "about everyone" }));
    for (let i = 0; i < 60; i++)
      await grace.must(keep(grace, organization.id, { ...mine, text: `fact ${i}` }));
    const file = JSON.parse((await grace.get(accountPaths.export)).text);
    expect(file.memory).toHaveLength(60);
    expect(file.memory[59]).toMatchObject({ text: "fact 59", scope: "person" });
    expect(JSON.parse((await ada.get(accountPaths.export)).text).memory).toMatchObject([
      { text: "about Ada" },
    ]);
  });

  it("MEMORY-10: all of a scope is forgotten at once, and nothing of another", async () => {
    const { ada, grace, organization, room } = await company();
    for (const scope of [mine, inRoom(room), everyones])
      for (const text of ["one", "two"]) await ada.must(keep(ada, organization, { ...scope, text }));
    await grace.must(keep(grace, organization, { ...mine, text: "of Grace" }));
    expect(await ada.must(ada.delete(memoryPaths.list(organization, mine)))).toEqual({ count: 2 });
    expect(await ada.must(ada.delete(memoryPaths.list(organization, inRoom(room))))).toEqual({ count: 2 });
    expect(await remembered(ada, organization, everyones)).toHaveLength(2);
    expect(await remembered(grace, organization, mine)).toHaveLength(1);
  });
});

describe("the switches", () => {
  const setMemory = async (ada: Person, organization: OrganizationId, memory: boolean) => {
    const { moderation, budget } = await ada.must(ada.get<AiSettings>(paths.aiSettings(organization)));
    await ada.must(ada.send("PUT", paths.aiSettings(organization), { moderation, budget, memory }));
  };

  it("MEMORY-11: switched off by the organization, nothing is stored; what there is is seen and deleted", async () => {
    const { ada, grace, organization } = await team();
    const { id } = organization;
    const fact = await grace.must(keep(grace, id, { ...mine, text: "Likes tea" }));
    await setMemory(ada, id, false);
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("conflict");
    expect(codeOf(await keep(ada, id, { ...everyones, text: "Likes coffee" }))).toBe("conflict");
    const path = memoryPaths.one(id, fact.id);
    expect(codeOf(await grace.send("PATCH", path, { version: 1, text: "Likes coffee" }))).toBe("conflict");
    const list = await grace.must(grace.get<MemoryList>(memoryPaths.list(id, mine)));
    expect(list).toMatchObject({ isOn: false, items: [{ text: "Likes tea" }] });
    expect(codeOf(await grace.delete(path))).toBe("ok");
    // A program from before the switch leaves it as it is.
    await ada.must(
      ada.send("PUT", paths.aiSettings(id), { moderation: "off", budget: { day: null, month: null } }),
    );
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("conflict");
    await setMemory(ada, id, true);
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("ok");
  });

  it("MEMORY-11: switched off by a person, nothing is stored about this person; the rest goes on", async () => {
    const { ada, grace, organization } = await team();
    const { id } = organization;
    await ada.must(keep(ada, id, { ...mine, text: "Likes tea" }));
    expect((await patch(ada, { memory: false })).status).toBe(200);
    expect(codeOf(await keep(ada, id, { ...mine, text: "Likes coffee" }))).toBe("conflict");
    expect(codeOf(await keep(ada, id, { ...everyones, text: "Likes coffee" }))).toBe("ok");
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("ok");
    expect(await remembered(ada, id, mine)).toEqual(["Likes tea"]);
  });
});
