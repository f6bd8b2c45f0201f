import { exports } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { noticePaths, type NoticeSettings } from "../../shared/notices.ts";
import { eventually } from "../support/eventually.ts";
import { roomOf } from "./support/hooked.ts";
import { confirmAddress, decidedOf, decideNow, inboxAt, inState } from "./support/notices.ts";
import { mailsTo } from "./support/outbox.ts";
import { type Person, team } from "./support/person.ts";
import { join, newMessageId } from "./support/room.ts";
import { ORIGIN } from "./support/visitor.ts";

async function garden() {
  const { ada, grace, organization } = await team();
  await confirmAddress(grace);
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const at = await join(roomOf(room), ada.id);
  const mention = (text: string) => at.tell({ type: "send", id: newMessageId(), text, mentions: [grace.id] });
  const inbox = { organization: organization.id, user: grace.id };
  return { ada, grace, organization: organization.id, room, at, mention, inbox };
}

const header = (mail: { headers: { key: string; value: string }[] }, name: string): string =>
  mail.headers.find(({ key }) => key === name)?.value ?? "";

/** The newest mails to a person, besides the one that asks to confirm the address, once there are so many. */
const mailsOf = (person: Person, count: number) =>
  eventually(async () => {
    const mails = (await mailsTo(person.email)).filter(({ subject }) => !subject?.startsWith("Confirm"));
    if (mails.length < count) throw new Error(`${mails.length} of ${count} mails`);
    return mails;
  });

const settingsOf = (person: Person, organization: Parameters<typeof noticePaths.settings>[0]) =>
  person.must(person.get<NoticeSettings>(noticePaths.settings(organization)));

/** As a mail program does: no cookie, no origin. */
const postTo = (address: string): Promise<Response> =>
  exports.default.fetch(address, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });

describe("a mail", () => {
  test("NOTIFY-23: comes at once to who is mentioned and away, with a button that ends such mails", async () => {
    const { grace, organization, room, mention, inbox } = await garden();
    mention("@grace the roses are in, see evil.example");
    await decideNow(inbox, room);
    const [mail] = await mailsOf(grace, 1);
    expect(mail?.subject).toBe("ada mentioned you in garden");
    expect(mail?.text).toContain("ada:  at grace the roses are in, see evil·example");
    expect(mail?.text).toContain(`${ORIGIN}/${organization}/${room}#m`);
    const unsubscribe = header(mail ?? { headers: [] }, "list-unsubscribe").slice(1, -1);
    expect(header(mail ?? { headers: [] }, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(unsubscribe.startsWith(`${ORIGIN}/unsubscribe/mentions.`)).toBe(true);
    // A program that looks for viruses opens the address, and nothing happens.
    const page = await exports.default.fetch(unsubscribe);
    expect([page.status, (await page.text()).includes('<form method="post">')]).toEqual([200, true]);
    expect((await settingsOf(grace, organization)).mailMentions).toBe(true);
    for (let i = 0; i < 2; i++) expect((await postTo(unsubscribe)).status).toBe(200);
    expect((await settingsOf(grace, organization)).mailMentions).toBe(false);
    const [line] = await decidedOf(grace, organization);
    expect(line).toMatchObject({
      rule: "mention",
      told: true,
      channels: [{ channel: "mail", outcome: "told" }],
    });
  });

  test("NOTIFY-24: an address of another, or a changed one, ends nobody's mails", async () => {
    const { grace, ada, organization, room, mention, inbox } = await garden();
    mention("@grace hello");
    await decideNow(inbox, room);
    const [mail] = await mailsOf(grace, 1);
    const address = header(mail ?? { headers: [] }, "list-unsubscribe").slice(1, -1);
    const others = [
      address.replace(grace.id, ada.id),
      address.replace("/mentions.", "/digest."),
      `${address}x`,
      address.slice(0, -1),
      `${ORIGIN}/unsubscribe/a.b.c.d`,
    ];
    for (const other of others) expect((await postTo(other)).status).toBe(404);
    expect(await settingsOf(ada, organization)).toMatchObject({ mailMentions: true, digest: 4 });
    expect(await settingsOf(grace, organization)).toMatchObject({ mailMentions: true, digest: 4 });
  });

  test("NOTIFY-23: none comes for what calls nobody, nor to an address that is not confirmed", async () => {
    const { ada, grace, room, at, inbox, organization } = await garden();
    await at.write("nobody in particular");
    await inState(inbox, "digest", "waiting");
    await inState(inbox, room, null);
    const back = await join(roomOf(room), grace.id);
    back.tell({ type: "send", id: newMessageId(), text: "@ada yes?", mentions: [ada.id] });
    const toAda = { organization, user: ada.id };
    await decideNow(toAda, room);
    await inState(toAda, room, "told");
    expect(await mailsTo(ada.email)).toHaveLength(1);
    const [line] = await decidedOf(ada, organization);
    expect(line).toMatchObject({ rule: "noChannel", told: false });
  });

  test("NOTIFY-25: the digest comes after hours with what is still unread, and once", async () => {
    const { ada, grace, room, at, inbox, organization } = await garden();
    const shed = await ada.makeRoom(organization, { kind: "group", name: "shed", members: [grace.id] });
    const other = await join(roomOf(shed), ada.id);
    const { seq } = await other.write("read by now");
    await at.write("one");
    await at.write("two");
    await (await join(roomOf(shed), grace.id)).ask({ type: "read", seq });
    await eventually(async () => {
      const entries = await inboxAt(organization, grace.id).entriesOf([room, shed]);
      expect(entries.map(({ room: id, unread }) => [id === shed, unread]).sort()).toEqual([
        [false, 2],
        [true, 0],
      ]);
    });
    await decideNow(inbox, "digest");
    const mails = await mailsOf(grace, 1);
    expect(mails.map(({ subject }) => subject)).toEqual(["Unread in Parley"]);
    expect(mails[0]?.text).toContain("garden, 2 unread");
    expect(mails[0]?.text).not.toContain("shed");
    expect(header(mails[0] ?? { headers: [] }, "list-unsubscribe")).toContain("/unsubscribe/digest.");
  });

  test("NOTIFY-23: a subject takes no header from a name, and German words if the person wants them", async () => {
    const { grace, room, mention, inbox, organization } = await garden();
    await grace.must(grace.send("PATCH", noticePaths.settings(organization), { language: "de" }));
    mention("@grace Bcc: all@example.com\r\nX: y");
    await decideNow(inbox, room);
    const [mail] = await mailsOf(grace, 1);
    expect(mail?.subject).toBe("ada hat dich in garden erwähnt");
    expect(mail?.text).toContain("Du bekommst diese Mail");
    expect(header(mail ?? { headers: [] }, "bcc")).toBe("");
    expect(header(mail ?? { headers: [] }, "x")).toBe("");
  });
});
