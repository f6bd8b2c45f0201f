import { describe, expect, it } from "vitest";
import { PASSWORD, Person, signUp } from "../../workers/support/person.ts";
import { codeOf } from "../../workers/support/visitor.ts";

describe("passwords", () => {
  const wrong = (person: Person) => person.signIn("not the password");

  it("attack 40: a wrong password and an unknown address are one answer (AUTH-2)", async () => {
    const ada = await signUp("ada");
    const [known, unknown] = [await wrong(ada), await wrong(new Person("nobody"))];
    expect(known.status).toBe(401);
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  });

  it("attack 40: a guesser is stopped, even with the right guess; the owner elsewhere is not (AUTH-3)", async () => {
    const ada = await signUp("ada");
    const guesser = new Person("mallory");
    const guess = (password: string) =>
      guesser.post("/api/auth/sign-in/email", { email: ada.email, password });
    const guesses = await Promise.all([1, 2, 3, 4, 5].map((i) => guess(`guess number ${i}`)));
    expect(guesses.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 401]);
    const stopped = await guess(PASSWORD);
    expect(codeOf(stopped)).toBe("rate_limited");
    expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ada.signIn()).status).toBe(200);
  });

  it("attack 40: many guessers of one account are stopped together (AUTH-3)", async () => {
    const ada = await signUp("ada");
    const statuses: number[] = [];
    for (let i = 0; i < 9; i++) {
      const { email } = ada;
      statuses.push(
        (await new Person("mallory").post("/api/auth/sign-in/email", { email, password: "a guess" })).status,
      );
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it("attack 40: one password on many accounts is stopped (AUTH-3)", async () => {
    const sprayer = new Person("mallory");
    const spray = (i: number) =>
      sprayer.post("/api/auth/sign-in/email", { email: `person-${i}@example.com`, password: "Summer2026" });
    const statuses = await Promise.all(Array.from({ length: 13 }, async (_, i) => (await spray(i)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
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
