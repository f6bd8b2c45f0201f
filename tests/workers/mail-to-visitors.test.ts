import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { answerDevMail } from "../../server/local/mail/dev-mail.ts";
import type { LocalMailbox } from "../../server/local/mail/local-mailbox.ts";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import { paths } from "../../shared/api.ts";
import { eventually } from "../support/eventually.ts";
import { appleMail } from "../support/mails.ts";
import { deskOf, detailOf, mailLater, openDesk, roomOf } from "./support/desk.ts";
import { deliver, messagesIn } from "./support/mail.ts";
import { mailsTo } from "./support/outbox.ts";
import { signUp, type Person } from "./support/person.ts";
import { type Device, join } from "./support/room.ts";
import { makeWidget, visit, widgetsPath, type WidgetVisitor } from "./support/widget.ts";

interface Served {
  ada: Person;
  organization: OrganizationId;
  mira: WidgetVisitor;
  room: RoomId;
  email: string;
  supporter: Device;
}

/** Mira has left an address, and Ada has taken over. */
async function served(language = "en", settings: object = {}): Promise<Served> {
  const ada = await signUp("ada");
  const { id: organization } = await ada.found("Morrow");
  const widget = await makeWidget(ada, organization, settings);
  const mira = await visit(widget.id, { language });
  const email = `${mira.id}@okafor.example`;
  await mira.must(mira.send("PATCH", `${mira.path}/me`, { email, name: "Jean-Luc O'Neil (ops) <b>\"" }));
  const room = await mira.begin();
  await eventually(async () => expect(await deskOf(organization).view(room)).not.toBeNull());
  await ada.must(ada.post(`${paths.deskConversation(organization, room)}/join`, undefined));
  const supporter = await join(roomOf(room), ada.id);
  await supporter.ask({ type: "takeover", on: true });
  return { ada, organization, mira, room, email, supporter };
}

async function answer({ ada, organization, room, supporter }: Served, text: string): Promise<void> {
  await supporter.write(text);
  await eventually(async () =>
    expect((await detailOf(ada, organization, room)).conversation.last?.text).toBe(text),
  );
  await mailLater(organization, room);
}

const newest = async (email: string) => {
  const [mail] = await mailsTo(email);
  if (mail === undefined) throw new Error("no mail yet");
  return mail;
};

describe("MAIL-IN-10: a mail with an answer can be replied to", () => {
  test("the whole way: an answer, a reply that supporters see, and the next answer in the same thread", async () => {
    const all = await served();
    const { ada, organization, room, email } = all;
    const desk = await openDesk(ada, organization);
    await answer(all, "We have a new one for you.");
    const first = await eventually(() => newest(email));
    expect(first.subject).toBe("ada answered you");
    expect(first.text).toContain("Reply to this mail, or answer in the chat:");
    const to = first.replyTo?.[0]?.address ?? "";
    expect(to).toMatch(/^reply\+[0-9a-z]{50}@localhost$/);
    expect(first.headers).toContainEqual(
      expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
    );

    const reply = appleMail({ to, from: email, text: "Please send it." });
    expect(await deliver(reply, { to, from: email })).toMatchObject({ rejected: null });
    expect((await messagesIn(room)).at(-1)).toMatchObject({ text: "Please send it.", via: "mail" });
    await eventually(() =>
      expect(desk.conversations().get(room)?.last).toMatchObject({ by: "visitor", text: "Please send it." }),
    );

    // DESK-14: the visitor has read the first mail, so the next answer is mailed, and nothing of the first one again.
    await answer(all, "It is on its way.");
    const second = await eventually(async () => {
      const mails = await mailsTo(email);
      expect(mails).toHaveLength(2);
      return newest(email);
    });
    expect(second.text).toContain("It is on its way.");
    expect(second.text).not.toContain("We have a new one for you.");
    expect(second.references).toBe(first.references);
    expect(second.messageId).not.toBe(first.messageId);
    expect(first.references).toBe(`<${room}@localhost>`);
  });

  test("without a mailbox for replies, and where visitors have to be named, no mail asks for one", async () => {
    const all = await served();
    const { ada, organization, mira, email } = all;
    const [widget] = await ada.must(ada.get<{ id: string; revision: number }[]>(widgetsPath(organization)));
    await ada.must(
      ada.send("PATCH", `${widgetsPath(organization)}/${mira.widget}`, {
        revision: widget?.revision,
        enforce: true,
      }),
    );
    await answer(all, "Only on the page.");
    const mail = await eventually(() => newest(email));
    expect(mail.replyTo).toBeUndefined();
    expect(mail.text).not.toContain("Reply to this mail");
    expect(mail.text).toContain("#continue=");
  });
});

describe("MAIL-IN-11: mails to visitors are in their language", () => {
  test.each([
    ["de", "Antwort von ada", 'lang="de" dir="ltr"'],
    ["ar", "رد عليك ada", 'lang="ar" dir="rtl"'],
    ["pl-PL", "Antwort von ada", 'lang="de" dir="ltr"'],
  ])("an answer, %s", async (language, subject, html) => {
    const all = await served(language, { language: "de" });
    await answer(all, "Hello");
    const mail = await eventually(() => newest(all.email));
    expect(mail.subject).toBe(subject);
    expect(mail.html).toContain(html);
  });

  test("the transcript", async () => {
    const { mira, room, email } = await served("ar");
    await mira.must(mira.post(`${mira.path}/conversations/${room}/transcript`));
    const mail = await eventually(() => newest(email));
    expect(mail.subject).toBe("محادثتك مع Morrow");
    expect(mail.replyTo).toBeUndefined();
  });
});

describe("MAIL-IN-12: replies on one machine", () => {
  const LOCAL_MAILBOX: DurableObjectNamespace<LocalMailbox> = Reflect.get(env, "LOCAL_MAILBOX");
  const local = { ...env, LOCAL_MAILBOX, ALLOWED_ORIGINS: "self" };
  const HERE = "http://127.0.0.1:8787";

  async function mailed(): Promise<Served & { id: number }> {
    const all = await served();
    await answer(all, "We have a new one for you.");
    await eventually(() => newest(all.email));
    const mails = await LOCAL_MAILBOX.getByName("mailbox").list();
    return { ...all, id: mails.find(({ to }) => to === all.email)?.id ?? 0 };
  }

  const post = (id: number, form: FormData, headers: Record<string, string> = { origin: HERE }) =>
    answerDevMail(
      new Request(`${HERE}/dev/mail/${id}/reply`, { method: "POST", body: form, headers }),
      local,
    );

  test("the form of /dev/mail makes a mail that the Worker's handler takes, with its files", async () => {
    const { id, room } = await mailed();
    const page = await (await answerDevMail(new Request(`${HERE}/dev/mail/${id}`), local))?.text();
    expect(page).toContain(
      `<form method="post" action="/dev/mail/${id}/reply" enctype="multipart/form-data">`,
    );
    const form = new FormData();
    form.set("text", "Yes please.\n\nاليوم 谢谢");
    form.append("files", new File(["48 V"], "plug (1) العقد.txt"));
    const answered = await post(id, form);
    expect(answered?.status).toBe(200);
    expect(await answered?.text()).toContain("The reply was delivered.");
    expect((await messagesIn(room)).at(-1)).toMatchObject({
      text: "Yes please.\n\nاليوم 谢谢",
      via: "mail",
      attachments: [{ name: "plug (1) العقد.txt", bytes: 4 }],
    });
  });

  test("a refusal is shown, and pages of other sites and other machines can send nothing", async () => {
    const { id, room, mira } = await mailed();
    const before = (await messagesIn(room)).length;
    const form = new FormData();
    form.set("text", "From elsewhere");
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"])
      expect((await post(id, form, { origin }))?.status).toBe(403);
    expect((await post(id, form, {}))?.status).toBe(403);
    expect(await post(id, form, { origin: HERE, "cf-connecting-ip": "192.168.1.9" })).toBeNull();
    await mira.must(mira.send("PATCH", `${mira.path}/me`, { email: "other@okafor.example" }));
    expect(await (await post(id, form))?.text()).toContain("This address does not take mail.");
    expect(await messagesIn(room)).toHaveLength(before);
  });
});
