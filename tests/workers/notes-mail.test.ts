import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { refusals } from "../../server/mail/refusals.ts";
import { paths } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { MAILS_PER_NOTE_ADDRESS, MAX_MAIL_BYTES } from "../../shared/limits.ts";
import { type Note, type NoteAddress, type NoteList, notePaths } from "../../shared/notes.ts";
import {
  bounce,
  encode64,
  file,
  gmailParts,
  list,
  mail,
  multipart,
  type Part,
  plain,
  vacation,
} from "../support/mails.ts";
import { deliver, type Envelope } from "./support/mail.ts";
import { keep, noteOf } from "./support/notes.ts";
import { type Person, team } from "./support/person.ts";
import { settled } from "./support/library.ts";

let ada: Person;
let grace: Person;
let organization: OrganizationId;

beforeAll(async () => {
  const made = await team();
  [ada, grace, organization] = [made.ada, made.grace, made.organization.id];
});

const addressOf = async (person: Person): Promise<string> => {
  const { address } = await person.must(person.get<NoteAddress>(notePaths.address(organization)));
  if (address === null) throw new Error("no address");
  return address;
};

const subjectOf = (subject: string): string => `=?UTF-8?B?${encode64(subject).replace(/\s/g, "")}?=`;

/** A mail that a person has written. */
const written = (to: string, subject: string, part: Part, messageId?: string): string =>
  mail({ to, from: "ada@home.example", ...(messageId !== undefined && { messageId }) }, part).replace(
    /^Subject: .*$/m,
    `Subject: ${subjectOf(subject)}`,
  );

const send = (raw: string, to: string, more: Partial<Envelope> = {}) =>
  deliver(raw, { to, from: "ada@home.example", ...more });

/** The person's notes and files, the newest first. */
const kept = async (person: Person) =>
  (await person.must(person.get<NoteList>(notePaths.list(organization)))).items;
const newest = async (person: Person): Promise<Note> => {
  const [first] = (await kept(person)).filter(({ kind }) => kind === "note");
  if (first === undefined) throw new Error("no note");
  return noteOf(person, organization, first.id);
};

describe("a mail is a note", () => {
  test("NOTE-14: the subject is the title, and # makes tags, in every language", async () => {
    const to = await addressOf(ada);
    const text = "Bitte prüfen: 请检查报价 #angebot\n\n-- \nAda";
    expect(await send(written(to, "Re: Köln مرحبا #reise", plain(text)), to)).toMatchObject({
      rejected: null,
    });
    expect(await newest(ada)).toMatchObject({
      title: "Köln مرحبا",
      text: "Bitte prüfen: 请检查报价 #angebot",
      tags: ["reise", "angebot"],
      context: { type: "mail", from: "ada@home.example" },
    });
    expect(await kept(grace)).toEqual([]);
  });

  test("NOTE-14: without a subject, the first line is the title", async () => {
    const to = await addressOf(ada);
    await send(written(to, "", plain("Buy tea\nand milk")), to);
    expect(await newest(ada)).toMatchObject({ title: "Buy tea", text: "and milk" });
  });

  test("NOTE-14: a subject that wants to be more headers is one line of words", async () => {
    const to = await addressOf(ada);
    await send(written(to, "Plan\r\nReply-To: eve@example.com\r\n\r\n<script>", plain("x")), to);
    expect(await newest(ada)).toMatchObject({
      title: "Plan Reply-To: eve@example.com <script>",
      text: "x",
    });
  });

  test("NOTE-15: what a reply quotes is cut, and what a mail passes on is kept", async () => {
    const to = await addressOf(ada);
    const { plain: text, html } = gmailParts("My words.");
    const part = multipart("alternative", "b", [text, html]);
    await send(written(to, "Re: Grace answered you", part), to);
    expect(await newest(ada)).toMatchObject({ title: "Grace answered you", text: "My words." });
    await send(written(to, "Fwd: Grace answered you", part), to);
    const passedOn = await newest(ada);
    expect(passedOn.title).toBe("Grace answered you");
    expect(passedOn.text).toContain("My words.");
    expect(passedOn.text).toContain("We have a new one for you.");
    expect(passedOn.text).not.toContain("abcdefghijklmnopqrstuvwxyz");
  });

  test("NOTE-16: files become documents beside the note, and it names those that are not taken", async () => {
    const to = await addressOf(grace);
    const parts = [
      plain("See both"),
      file("../plan.md", "# Plan\n\nThe canary-5511 sings."),
      file("all.zip", "PK\u0003\u0004 archive"),
    ];
    await send(written(to, "Files", multipart("mixed", "m", parts)), to);
    const note = await newest(grace);
    expect(note.text).toBe("See both\n\nNot taken:\n- all.zip");
    expect(note.links.files).toMatchObject([{ title: "plan.md" }]);
    const [plan] = note.links.files;
    if (plan === undefined) throw new Error("no file");
    await settled(grace, organization, { id: plan.document });
    const found = await grace.must(grace.get<NoteList>(notePaths.list(organization, { q: "canary-5511" })));
    expect(found.items).toMatchObject([{ id: plan.document, kind: "markdown" }]);
  });

  test("NOTE-15: the same mail is one note, however often it comes, also after it was deleted", async () => {
    const to = await addressOf(ada);
    const raw = written(to, "Once", plain("only"), "<once@home.example>");
    await Promise.all([send(raw, to), send(raw, to)]);
    await send(raw, to);
    const titles = async () => (await kept(ada)).filter(({ title }) => title === "Once");
    const [once, ...others] = await titles();
    expect(others).toEqual([]);
    await ada.must(ada.delete(notePaths.one(organization, once?.id ?? (await newest(ada)).id)));
    expect(await send(raw, to)).toMatchObject({ rejected: null });
    expect(await titles()).toEqual([]);
  });
});

describe("what is refused or forgotten", () => {
  test("NOTE-14: an address that was changed, replaced, or of somebody who has left is one refusal", async () => {
    const to = await addressOf(ada);
    const other = await addressOf(grace);
    const before = (await kept(ada)).length;
    const refuse = async (address: string) =>
      expect(await send(written(address, "x", plain("x")), address)).toEqual({
        rejected: refusals.noSuchAddress,
        read: 0,
      });
    for (const at of [6, 20, 26, 40, to.indexOf("@") - 1]) {
      const swapped = to.charAt(at) === "0" ? "1" : "0";
      await refuse(`${to.slice(0, at)}${swapped}${to.slice(at + 1)}`);
    }
    // The id of one person with the signature of another one.
    await refuse(`${to.slice(0, 26)}${other.slice(26)}`);
    const { address } = await ada.must(ada.post<NoteAddress>(notePaths.address(organization)));
    await refuse(to);
    expect(address).not.toBe(to);
    expect((await kept(ada)).length).toBe(before);
    expect(
      await send(written(address ?? "", "New address", plain("x")), (address ?? "").toUpperCase()),
    ).toMatchObject({ rejected: null });
    expect(await newest(ada)).toMatchObject({ title: "New address" });

    const { ada: owner, grace: leaver, organization: theirs } = await team();
    const { address: left } = await leaver.must(leaver.get<NoteAddress>(notePaths.address(theirs.id)));
    await owner.must(owner.delete(paths.person(theirs.id, leaver.id)));
    await refuse(left ?? "");
  });

  test("NOTE-14: a server without a mailbox has no addresses", async () => {
    const to = await addressOf(ada);
    const raw = written(to, "x", plain("x"));
    for (const MAIL_REPLY of ["", "reply@elsewhere.example"])
      expect((await send(raw, to, { bindings: { ...env, MAIL_REPLY } })).rejected).toBe(
        refusals.noSuchAddress,
      );
  });

  test("NOTE-15: automatic mails, lists, reports and empty mails are forgotten; large ones are refused", async () => {
    const to = await addressOf(grace);
    const before = (await kept(grace)).length;
    for (const raw of [vacation({ to }), list({ to }), bounce({ to })])
      expect((await send(raw, to)).rejected).toBeNull();
    expect((await send(written(to, " ", plain("\u200b")), to)).rejected).toBeNull();
    expect(
      (await send(written(to, "Own", plain("x")).replace("ada@home.example", "parley@localhost"), to))
        .rejected,
    ).toBeNull();
    expect((await send(written(to, "Long", plain("x".repeat(100_001))), to)).rejected).toBe(
      refusals.longNote,
    );
    expect(await send(written(to, "Large", plain("x".repeat(MAX_MAIL_BYTES))), to)).toEqual({
      rejected: refusals.tooLarge,
      read: 0,
    });
    const files = Array.from({ length: 11 }, (_, i) => file(`${i}.txt`, "x"));
    expect((await send(written(to, "Many", multipart("mixed", "m", files)), to)).rejected).toBe(
      refusals.tooManyFiles,
    );
    expect((await kept(grace)).length).toBe(before);
  });

  test("NOTE-15: fifteen minutes take a number of mails, and others have their own", async () => {
    const { ada: busy, grace: calm, organization: theirs } = await team();
    const at = async (person: Person) =>
      (await person.must(person.get<NoteAddress>(notePaths.address(theirs.id)))).address ?? "";
    const to = await at(busy);
    for (let i = 0; i < MAILS_PER_NOTE_ADDRESS; i++)
      expect((await send(written(to, `Mail ${i}`, plain("x")), to)).rejected).toBeNull();
    expect((await send(written(to, "One more", plain("x")), to)).rejected).toBe(refusals.tooManyNotes);
    const other = await at(calm);
    expect((await send(written(other, "Calm", plain("x")), other)).rejected).toBeNull();
    await keep(busy, theirs.id, { text: "By hand" });
  });
});
