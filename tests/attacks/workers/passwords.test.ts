import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDirectory } from "../../../server/directory/directory.ts";
import { FIRST_WAIT, takeAttempt } from "../../../server/directory/rising-waits.ts";
import { ATTEMPT_WINDOW } from "../../../server/directory/sign-in-attempts.ts";
import { hashPassword } from "../../../server/principals/accounts/passwords.ts";
import { paths } from "../../../shared/api.ts";
import { PASSWORD, Person, signUp } from "../../workers/support/person.ts";
import { codeOf, Visitor } from "../../workers/support/visitor.ts";

/** The cookie by which the person's device is known. */
function deviceCookieOf(person: Person): string {
  const found = person.cookie.split("; ").find((cookie) => cookie.startsWith("parley.device_"));
  if (found === undefined) throw new Error(`the device of ${person.name} is not known`);
  return found;
}

describe("passwords", () => {
  const wrong = (person: Person) => person.signIn("not the password");

  it("attack 40: a wrong password and an unknown address are one answer (AUTH-2)", async () => {
    const ada = await signUp("ada");
    const [known, unknown] = [await wrong(ada), await wrong(new Person("nobody"))];
    expect(known.status).toBe(401);
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  });

  const guessAs = (who: Visitor, { email }: Person, password: string) =>
    who.post("/api/auth/sign-in/email", { email, password });

  it("attack 40: a guesser has to wait, even with the right guess; a stranger elsewhere need not (AUTH-3)", async () => {
    const ada = await signUp("ada");
    const guesser = new Person("mallory");
    const guesses = await Promise.all([1, 2, 3, 4, 5].map((i) => guessAs(guesser, ada, `guess ${i}`)));
    expect(guesses.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 401]);
    const stopped = await guessAs(guesser, ada, PASSWORD);
    expect(codeOf(stopped)).toBe("rate_limited");
    expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(stopped.text).toMatch(/Try again in \d+ seconds?\./);
    // Ada on a new phone, in another network.
    expect((await guessAs(new Person("ada's phone"), ada, PASSWORD)).status).toBe(200);
  });

  it("attack 40: many guessers of one account have to wait together, and its owner does not (AUTH-3)", async () => {
    const ada = await signUp("ada");
    const statuses: number[] = [];
    for (let i = 0; i < 100; i++)
      statuses.push((await guessAs(new Person("mallory"), ada, `guess ${i}`)).status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(20);
    expect(statuses.at(-1)).toBe(429);
    expect((await ada.signIn()).status).toBe(200);
    // Also from a network in which somebody guesses.
    const guesser = new Person("mallory");
    for (let i = 0; i < 15; i++) await guessAs(guesser, ada, `guess ${i}`);
    ada.headers = { ...guesser.headers };
    expect((await ada.signIn()).status).toBe(200);
  });

  it("attack 40: a known device has its own count, and other devices do not wait for it (AUTH-3)", async () => {
    const ada = await signUp("ada");
    const phone = new Person("ada's phone");
    expect((await guessAs(phone, ada, PASSWORD)).status).toBe(200);
    for (let i = 0; i < 5; i++) expect((await guessAs(phone, ada, `guess ${i}`)).status).toBe(401);
    expect((await guessAs(phone, ada, PASSWORD)).status).toBe(429);
    expect((await ada.signIn()).status).toBe(200);
  });

  it("attack 40: a device is known for its account alone, and only with an unchanged cookie (AUTH-10)", async () => {
    const [ada, mallory] = [await signUp("ada"), await signUp("mallory")];
    const nameIn = (person: Person) => deviceCookieOf(person).split("=")[0] ?? "";
    const valueIn = (person: Person) => deviceCookieOf(person).slice(nameIn(person).length + 1);
    const forged = [
      `${nameIn(ada)}=${valueIn(mallory)}`,
      `${nameIn(ada)}=${valueIn(ada).slice(0, -3)}`,
      `${nameIn(ada)}=device.${"0".repeat(64)}`,
      nameIn(ada),
    ];
    for (const cookie of forged) {
      const stranger = new Person("stranger");
      stranger.headers = { ...stranger.headers, cookie };
      for (let i = 0; i < 6; i++) await guessAs(stranger, ada, "a guess");
      // Counted as a stranger: the address has to wait, with and without the cookie.
      delete stranger.headers["cookie"];
      expect((await guessAs(stranger, ada, PASSWORD)).status).toBe(429);
    }
    expect(decodeURIComponent(deviceCookieOf(ada))).not.toContain(ada.email);
  });

  it("attack 40: one password on many accounts is stopped (AUTH-3)", async () => {
    const sprayer = new Person("mallory");
    const spray = (i: number) =>
      sprayer.post("/api/auth/sign-in/email", { email: `person-${i}@example.com`, password: "Summer2026" });
    const statuses = await Promise.all(Array.from({ length: 13 }, async (_, i) => (await spray(i)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });

  it("attack 40: honest people of one address do not use up each other's attempts (AUTH-3)", async () => {
    const people = await Promise.all(Array.from({ length: 14 }, (_, i) => signUp(`person-${i}`)));
    const office = { "cf-connecting-ip": "192.0.2.7" };
    for (const person of people) {
      const computer = new Visitor();
      computer.headers = office;
      expect((await guessAs(computer, person, PASSWORD)).status).toBe(200);
    }
  });

  it("AUTH-3: waits rise and end, and attempts during a wait do not make it longer", async () => {
    const directory = openDirectory(env.DB);
    const subject = `test ${crypto.randomUUID()}`;
    const attempt = (now: number) => takeAttempt(directory, [{ subject, free: 2, longest: 100_000 }], now);
    expect([await attempt(0), await attempt(0)]).toEqual([0, 0]);
    expect([await attempt(0), await attempt(5_000)]).toEqual([FIRST_WAIT, FIRST_WAIT - 5_000]);
    expect([await attempt(15_000), await attempt(15_000)]).toEqual([0, 30_000]);
    expect([await attempt(45_000), await attempt(45_000)]).toEqual([0, 60_000]);
    expect([await attempt(105_000), await attempt(105_000)]).toEqual([0, 100_000]);
    expect([await attempt(205_000), await attempt(205_000)]).toEqual([0, 100_000]);
    // A quarter of an hour after the last wait all is forgotten.
    const later = 205_000 + 100_000 + ATTEMPT_WINDOW;
    expect([await attempt(later), await attempt(later), await attempt(later)]).toEqual([0, 0, FIRST_WAIT]);
  });

  it("attack 40: the thief of a session cannot keep the owner from changing the password (AUTH-11)", async () => {
    const ada = await signUp("ada");
    const thief = ada.copy();
    thief.headers = { ...ada.headers };
    const change = (who: Visitor, currentPassword: string) =>
      who.post("/api/auth/change-password", { currentPassword, newPassword: "another battery" });
    for (let i = 0; i < 6; i++) await change(thief, `guess ${i}`);
    expect((await change(thief, PASSWORD)).status).toBe(429);
    await ada.signIn();
    expect((await change(ada, PASSWORD)).status).toBe(200);
    expect(codeOf(await thief.get(paths.me))).toBe("unauthenticated");
  });

  it.each(["        ", "password", "Password1!", "aaaaaaaaaa", "abcdefgh"])(
    "AUTH-9: %j is no password, at any door",
    async (password) => {
      const newcomer = new Person("ada");
      const { name, email } = newcomer;
      const told = await newcomer.post("/api/auth/sign-up/email", { name, email, password });
      expect([told.status, told.text]).toEqual([400, expect.stringContaining("Choose another one.")]);
      const grace = await signUp("grace");
      const body = { currentPassword: PASSWORD, newPassword: password };
      const changed = await grace.post("/api/auth/change-password", body);
      expect([changed.status, changed.text]).toEqual([400, expect.stringContaining("Choose another one.")]);
      expect((await grace.signIn()).status).toBe(200);
    },
  );

  it("AUTH-9: nor are one's own address and organization", async () => {
    const ada = new Person("ada");
    const body = { name: ada.name, email: ada.email, password: ada.email };
    expect((await ada.post("/api/auth/sign-up/email", body)).status).toBe(400);
    await ada.signUp();
    await ada.found("Analytical Engines");
    for (const newPassword of [ada.email.toUpperCase(), "analyticalengines", "Analytical Engines 26"]) {
      const change = { currentPassword: PASSWORD, newPassword };
      expect((await ada.post("/api/auth/change-password", change)).status).toBe(400);
    }
  });

  it("AUTH-9: a bad password is accepted at sign-in if it was set before it was refused", async () => {
    const ada = await signUp("ada");
    await env.DB.prepare("UPDATE accounts SET password = ? WHERE user_id = ?")
      .bind(await hashPassword("password"), ada.id)
      .run();
    expect((await ada.signIn("password")).status).toBe(200);
  });

  it("attack 40: sign-ups from one address are counted (AUTH-4)", async () => {
    const headers = { "cf-connecting-ip": "2001:db8:1:2:3:4:5:6" };
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) {
      const person = new Person("mallory");
      // All IPv6 addresses of one household's network count as one address.
      person.headers = { "cf-connecting-ip": `${headers["cf-connecting-ip"].slice(0, -1)}${i}` };
      statuses.push(
        (await person.post("/api/auth/sign-up/email", { email: person.email, password: "short" })).status,
      );
    }
    expect(statuses.at(-2)).not.toBe(429);
    expect(statuses.at(-1)).toBe(429);
  });
});
