import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { type ChatChannel, type ChatKind, noticePaths } from "../../shared/notices.ts";
import { eventually } from "../support/eventually.ts";
import { roomOf } from "./support/hooked.ts";
import { decidedOf, decideNow, inboxAt, inState } from "./support/notices.ts";
import { team } from "./support/person.ts";
import { join } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { Receiver } from "./support/webhooks.ts";

async function withChat(kind: ChatKind) {
  const { ada, grace, organization } = await team();
  const receiver = new Receiver();
  const body = { kind, name: "My channel", address: receiver.address };
  const chat = await grace.must(grace.post<ChatChannel>(noticePaths.channels(organization.id), body));
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const at = await join(roomOf(room), ada.id);
  const inbox = { organization: organization.id, user: grace.id };
  return { grace, organization: organization.id, room, at, inbox, receiver, chat };
}

const sentTo = async (receiver: Receiver, count = 1): Promise<string> => {
  const all = await eventually(async () => {
    const requests = await receiver.requests();
    if (requests.length < count) throw new Error(`${requests.length} of ${count} requests`);
    return requests;
  });
  return all.at(-1)?.body ?? "";
};

describe("another chat", () => {
  test.each(["slack", "teams", "discord"] as const)(
    "NOTIFY-26: %s is told in its own format, and nothing that was written is markup there",
    async (kind) => {
      const { organization, room, at, inbox, receiver } = await withChat(kind);
      const text = "<!channel> @everyone [a](https://evil.example) *b* <@U1> `c` & _d_";
      await at.write(text);
      await decideNow(inbox, room);
      const body = JSON.parse(await sentTo(receiver));
      const link = `https://parley.example/${organization}/${room}#m`;
      expect(JSON.stringify(body)).toContain(link);
      if (kind === "slack") {
        expect(body.text).toContain("&lt;!channel&gt; @everyone");
        expect(body.text).not.toContain("<");
        expect(body.blocks[0].text).toMatchObject({ type: "plain_text" });
        expect(body.blocks[0].text.text).toContain("ada: ");
      } else if (kind === "discord") {
        expect(body.allowed_mentions).toEqual({ parse: [] });
        expect(body.content).toContain("ada\\: \\<!channel\\> \\@everyone a b \\<\\@U1\\>");
      } else {
        const { content } = body.attachments[0];
        expect(content.body.every(({ type }: { type: string }) => type === "RichTextBlock")).toBe(true);
        expect(content.actions[0].url).toContain(link);
      }
    },
  );

  test("NOTIFY-26: the address is never shown again, and not stored as it is", async () => {
    const { grace, organization, chat, receiver } = await withChat("slack");
    const listed = await grace.get<ChatChannel[]>(noticePaths.channels(organization));
    expect(listed.text).not.toContain(receiver.address);
    expect(JSON.parse(listed.text).data).toEqual([chat]);
    await runInDurableObject(inboxAt(organization, grace.id), (_, { storage }) => {
      const rows = storage.sql.exec("SELECT * FROM notice_channels").toArray();
      expect(JSON.stringify(rows)).not.toContain(receiver.address);
    });
  });

  test("NOTIFY-26: an address that is gone is switched off, one that fails is tried again", async () => {
    const { grace, organization, room, at, inbox, receiver } = await withChat("discord");
    await receiver.plan({ status: 429 }, { status: 204 }, { status: 404 });
    await at.write("one");
    await decideNow(inbox, room);
    await sentTo(receiver, 2);
    await inState(inbox, room, "told");
    await at.write("two");
    await decideNow(inbox, room);
    await sentTo(receiver, 3);
    await inState(inbox, room, "told");
    const [line] = await decidedOf(grace, organization);
    expect(line?.channels).toMatchObject([{ name: "My channel", outcome: "gone", detail: "404" }]);
    const [chat] = await grace.must(grace.get<ChatChannel[]>(noticePaths.channels(organization)));
    expect(chat?.off).toBe("gone");
  });

  test.each([
    ["slack", "https://10.0.0.1/services/a"],
    ["slack", "https://localhost/services/a"],
    ["slack", "http://hooks.slack.com/services/a"],
    ["slack", "https://hooks.slack.com.evil.example/services/a"],
    ["slack", "https://hooks.slack.com:444/services/a"],
    ["slack", "https://a@hooks.slack.com/services/a"],
    ["slack", "https://discord.com/api/webhooks/1/a"],
    ["discord", "https://discord.com/api/v10/users/@me"],
    ["discord", "https://discord.com/login"],
    ["teams", "https://webhook.office.com.evil.example/a"],
    ["teams", "https://metadata.internal/a"],
    ["slack", "nonsense"],
  ] as const)("NOTIFY-27: for %s, %s is refused", async (kind, address) => {
    const { ada, organization } = await team();
    const path = noticePaths.channels(organization.id);
    expect(codeOf(await ada.post(path, { kind, name: "x", address }))).toBe("bad_type");
    expect(await ada.must(ada.get(path))).toEqual([]);
  });

  test("NOTIFY-27: addresses of the services are taken, ten at most", async () => {
    const { ada, organization } = await team();
    const path = noticePaths.channels(organization.id);
    const good = [
      ["slack", "https://hooks.slack.com/services/T0/B0/abc"],
      ["discord", "https://discord.com/api/webhooks/123/ab-c_d"],
      ["teams", "https://contoso.webhook.office.com/webhookb2/a"],
      ["teams", "https://prod-1.westeurope.logic.azure.com/workflows/a"],
    ];
    for (const [kind, address] of [...good, ...good, ...good.slice(0, 2)])
      expect(codeOf(await ada.post(path, { kind, name: "x", address }))).toBe("ok");
    const [kind, address] = good[0] ?? [];
    expect(codeOf(await ada.post(path, { kind, name: "x", address }))).toBe("too_many");
    expect(env.OUTSIDE_ALLOW).toBeTruthy();
  });
});
