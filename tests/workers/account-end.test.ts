import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { accountPaths, DELETED_ACCOUNT } from "../../shared/account.ts";
import { paths } from "../../shared/api.ts";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import { newMessageId } from "../support/people.ts";
import { eventually } from "../support/eventually.ts";
import { pngWith } from "./support/png.ts";
import { PASSWORD, Person, signUp, team } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";
import { codeOf } from "./support/visitor.ts";
import { account, sessions, putPicture } from "./support/account.ts";

describe("sessions", () => {
  it("SESSION-1: lists the own devices, this one first, without a secret", async () => {
    const ada = await signUp("ada");
    const phone = new Person("phone");
    phone.headers = { ...phone.headers, "user-agent": "Mozilla/5.0 (iPhone)" };
    await phone.post("/api/auth/sign-in/email", { email: ada.email, password: PASSWORD });
    const list = await sessions(ada);
    expect(list.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
    expect(list[1]?.userAgent).toBe("Mozilla/5.0 (iPhone)");
    const token = decodeURIComponent(/session_token=([^;.]+)/.exec(phone.cookie)?.[1] ?? "none");
    expect(JSON.stringify(list)).not.toContain(token);
  });

  it("SESSION-2: ending one signs out there and closes its sockets, and nobody ends those of others", async () => {
    const { ada, grace, organization } = await team();
    const phone = new Person("phone");
    await phone.post("/api/auth/sign-in/email", { email: grace.email, password: PASSWORD });
    const socket = await connect(phone, paths.inboxSocket(organization.id));
    const there = (await sessions(grace)).find(({ isCurrent }) => !isCurrent)?.id ?? "";
    expect(codeOf(await ada.delete(accountPaths.session(there)))).toBe("not_found");
    expect(codeOf(await ada.delete(accountPaths.session("session_none")))).toBe("not_found");
    expect(codeOf(await grace.delete(accountPaths.session(there)))).toBe("ok");
    expect((await socket.closed).code).toBe(4401);
    expect(codeOf(await phone.get(paths.me))).toBe("unauthenticated");
    expect(codeOf(await grace.get(paths.me))).toBe("ok");
  });
});

describe("export and deletion", () => {
  async function write(person: Person, organization: OrganizationId, room: RoomId, texts: string[]) {
    const socket = await connect(person, paths.roomSocket(organization, room));
    socket.send(HELLO);
    await socket.frame("welcome");
    for (const [i, text] of texts.entries())
      socket.send(JSON.stringify({ type: "send", ref: i + 1, id: newMessageId(), text, mentions: [] }));
    await socket.frame("events");
    return socket;
  }

  it("EXPORT-1: the file has the profile, memberships and own messages, and nobody else's", async () => {
    const { ada, grace, organization } = await team();
    const room = organization.welcomeRoom;
    (await write(grace, organization.id, room, ['from "grace" 雪 </script>'])).close();
    (await write(ada, organization.id, room, ["a secret of ada"])).close();
    await eventually(async () => {
      const row = env.DB.prepare("SELECT 1 AS found FROM room_members WHERE user = ?").bind(grace.id);
      expect(await row.first("found")).toBe(1);
    });
    const answer = await eventually(async () => {
      const got = await grace.get(accountPaths.export);
      expect(got.text).toContain("from");
      return got;
    });
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    const file = JSON.parse(answer.text);
    expect(file.account).toMatchObject({ id: grace.id, email: grace.email });
    expect(file.organizations).toMatchObject([{ id: organization.id, role: "member" }]);
    expect(file.rooms[0].messages).toMatchObject([{ text: 'from "grace" 雪 </script>' }]);
    expect(answer.text).not.toContain("a secret of ada");
    expect(answer.text).not.toMatch(/scrypt\$|"token"|password"/);
  });

  it("ACCOUNT-6: asks for the password, and the last owner of an organization must hand it over first", async () => {
    const { ada, grace } = await team();
    expect(codeOf(await grace.post(accountPaths.delete, { password: "wrong" }))).toBe("forbidden");
    const refused = await ada.post(accountPaths.delete, { password: PASSWORD });
    expect(codeOf(refused)).toBe("conflict");
    expect(refused.text).toContain("Analytical Engines");
    expect((await account(ada)).id).toBe(ada.id);
  });

  it("ACCOUNT-7: nothing that names the person stays, their messages do, and every session ends", async () => {
    const { ada, grace, organization } = await team();
    await putPicture(grace, pngWith({ width: 64, height: 64 }));
    const room = organization.welcomeRoom;
    const open = await write(grace, organization.id, room, ["it stays"]);
    await eventually(async () => {
      const row = env.DB.prepare("SELECT 1 AS found FROM room_members WHERE user = ?").bind(grace.id);
      expect(await row.first("found")).toBe(1);
    });
    const phone = new Person("phone");
    await phone.post("/api/auth/sign-in/email", { email: grace.email, password: PASSWORD });
    expect(codeOf(await grace.post(accountPaths.delete, { password: PASSWORD }))).toBe("ok");
    expect([4401, 4403]).toContain((await open.closed).code);
    for (const device of [grace, phone]) expect(codeOf(await device.get(paths.me))).toBe("unauthenticated");
    expect((await grace.signIn()).status).toBe(401);
    expect((await env.FILES.list({ prefix: `people/${grace.id}/` })).objects).toEqual([]);

    const tables = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'revocations'",
    ).all<{ name: string }>();
    for (const { name } of tables.results) {
      const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
      const text = JSON.stringify(results);
      expect(text, name).not.toContain(grace.email);
      if (["members", "sessions", "accounts", "users", "handles", "account_links"].includes(name))
        expect(text, name).not.toContain(grace.id);
    }

    const socket = await connect(ada, paths.roomSocket(organization.id, room));
    socket.send(HELLO);
    const seen = JSON.stringify(await socket.frame("welcome"));
    expect(seen).toContain("it stays");
    expect(seen).toContain(DELETED_ACCOUNT);
    expect(seen).not.toContain('"grace"');
    socket.close();
    const again = new Person("grace");
    const signedUp = await again.post("/api/auth/sign-up/email", {
      name: "grace",
      email: grace.email,
      password: PASSWORD,
    });
    expect(signedUp.status).toBe(200);
  });

  it("ACCOUNT-6: two owners who delete at once do not leave an organization without one", async () => {
    const { ada, grace, organization } = await team();
    await env.DB.prepare("UPDATE members SET role = 'owner' WHERE user = ?").bind(grace.id).run();
    const answers = await Promise.all(
      [ada, grace].map((person) => person.post(accountPaths.delete, { password: PASSWORD })),
    );
    expect(answers.map(codeOf).sort()).toEqual(["conflict", "ok"]);
    const owners = env.DB.prepare(
      "SELECT count(*) AS n FROM members WHERE organization = ? AND role = 'owner'",
    );
    expect(await owners.bind(organization.id).first("n")).toBe(1);
  });
});
