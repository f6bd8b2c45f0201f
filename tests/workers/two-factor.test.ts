/** Two-factor sign-in. Also what others reported of it: better-auth issues 10387 and 10923, Mastodon issue 24889. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { accountPaths, type Account } from "../../shared/account.ts";
import { paths } from "../../shared/api.ts";
import { Authenticator } from "./support/authenticator.ts";
import { PASSWORD, Person, signUp, team } from "./support/person.ts";
import { connect } from "./support/socket.ts";
import { codeOf } from "./support/visitor.ts";

interface Enabled {
  totpURI: string;
  backupCodes: string[];
}

const auth = async <Data>(person: Person, path: string, body: object) => {
  const answer = await person.post(`/api/auth${path}`, body);
  return { status: answer.status, data: JSON.parse(answer.text) as Data };
};

async function begin(person: Person) {
  const { status, data } = await auth<Enabled>(person, "/two-factor/enable", { password: PASSWORD });
  expect(status).toBe(200);
  return { app: new Authenticator(data.totpURI), codes: data.backupCodes };
}

/** Confirms with the code of the half minute before, so that the code of now is still unused. */
async function turnOn(person: Person) {
  const { app, codes } = await begin(person);
  const { status } = await auth(person, "/two-factor/verify-totp", { code: app.code(-1) });
  expect(status).toBe(200);
  return { app, codes };
}

/** The same person on another device, after the first step. */
async function firstStep(person: Person): Promise<Person> {
  const device = new Person(person.name);
  const answer = await device.post("/api/auth/sign-in/email", { email: person.email, password: PASSWORD });
  expect(JSON.parse(answer.text)).toMatchObject({ twoFactorRedirect: true, twoFactorMethods: ["totp"] });
  return device;
}

const code = (device: Person, written: string) => auth(device, "/two-factor/verify-totp", { code: written });
const recovery = (device: Person, written: string) =>
  auth(device, "/two-factor/verify-backup-code", { code: written });
const account = (person: Person) => person.must(person.get<Account>(accountPaths.account));

describe("turning it on and off", () => {
  it("TWOFACTOR-1: it is on after a code of the app, not before", async () => {
    const ada = await signUp("ada");
    const { app } = await begin(ada);
    expect((await account(ada)).twoFactor).toBe(false);
    expect(
      (await new Person("x").post("/api/auth/sign-in/email", { email: ada.email, password: PASSWORD })).text,
    ).not.toContain("twoFactorRedirect");
    expect((await code(ada, "000000")).status).toBe(401);
    expect((await code(ada, app.code())).status).toBe(200);
    expect(await account(ada)).toMatchObject({ twoFactor: true, recoveryCodes: 10 });
  });

  it("TWOFACTOR-1: asks for the password to turn it on, to turn it off and to make new codes", async () => {
    const ada = await signUp("ada");
    const wrong = { password: "wrong password" };
    expect((await auth(ada, "/two-factor/enable", wrong)).status).toBe(400);
    await turnOn(ada);
    expect((await auth(ada, "/two-factor/disable", wrong)).status).toBe(400);
    expect((await auth(ada, "/two-factor/generate-backup-codes", wrong)).status).toBe(400);
    expect((await account(ada)).twoFactor).toBe(true);
    expect((await auth(ada, "/two-factor/disable", { password: PASSWORD })).status).toBe(200);
    expect((await account(ada)).twoFactor).toBe(false);
    expect(
      (await new Person("x").post("/api/auth/sign-in/email", { email: ada.email, password: PASSWORD })).text,
    ).not.toContain("twoFactorRedirect");
  });

  it("TWOFACTOR-2: an app that is in use is not replaced by one that has shown no code", async () => {
    const ada = await signUp("ada");
    const { app } = await turnOn(ada);
    const again = await auth<{ code: string }>(ada, "/two-factor/enable", { password: PASSWORD });
    expect([again.status, again.data.code]).toEqual([400, "TWO_FACTOR_ALREADY_ON"]);
    expect((await code(await firstStep(ada), app.code())).status).toBe(200);
  });

  it("TWOFACTOR-2: whoever was signed in elsewhere is signed out, and sockets close", async () => {
    const { grace, organization } = await team();
    const thief = new Person("thief");
    await thief.post("/api/auth/sign-in/email", { email: grace.email, password: PASSWORD });
    const socket = await connect(thief, paths.inboxSocket(organization.id));
    await turnOn(grace);
    expect((await socket.closed).code).toBe(4401);
    expect(codeOf(await thief.get(paths.me))).toBe("unauthenticated");
    expect(codeOf(await grace.get(paths.me))).toBe("ok");
  });

  it("TWOFACTOR-5: secrets and recovery codes are stored encrypted", async () => {
    const ada = await signUp("ada");
    const { codes } = await turnOn(ada);
    const row = await env.DB.prepare("SELECT * FROM two_factors WHERE user_id = ?").bind(ada.id).first();
    for (const each of codes) expect(JSON.stringify(row)).not.toContain(each);
  });
});

describe("signing in", () => {
  it("TWOFACTOR-3: the password alone gives no session, no known device and no ticket", async () => {
    const ada = await signUp("ada");
    await turnOn(ada);
    const device = await firstStep(ada);
    expect(codeOf(await device.get(paths.me))).toBe("unauthenticated");
    expect(device.cookie).not.toContain("session_token=");
    expect(device.cookie).not.toContain("parley.device_");
    for (const path of ["/two-factor/disable", "/two-factor/generate-backup-codes", "/two-factor/enable"])
      expect((await auth(device, path, { password: PASSWORD })).status).toBe(401);
  });

  it("TWOFACTOR-3: a code signs in, also with a space in it, and then the device is known", async () => {
    const ada = await signUp("ada");
    const { app } = await turnOn(ada);
    const device = await firstStep(ada);
    const now = app.code();
    expect((await code(device, ` ${now.slice(0, 3)} ${now.slice(3)} `)).status).toBe(200);
    expect((await device.me()).user.id).toBe(ada.id);
    expect(device.cookie).toContain("parley.device_");
  });

  it("TWOFACTOR-4: a code works once: not again, not for another sign-in, not twice at once", async () => {
    const ada = await signUp("ada");
    const { app } = await turnOn(ada);
    const [first, second, third] = await Promise.all([firstStep(ada), firstStep(ada), firstStep(ada)]);
    const both = await Promise.all([code(first, app.code()), code(second, app.code())]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await code(third, app.code())).status).toBe(401);
    expect((await code(third, app.code(1))).status).toBe(200);
  });

  it("TWOFACTOR-4: the code that turned it on does not sign in", async () => {
    const ada = await signUp("ada");
    const { app } = await begin(ada);
    const shown = app.code();
    await code(ada, shown);
    expect((await code(await firstStep(ada), shown)).status).toBe(401);
  });

  it("TWOFACTOR-4: a recovery code works once, however it is typed, also twice at once", async () => {
    const ada = await signUp("ada");
    const { codes } = await turnOn(ada);
    const [one = "", two = ""] = codes;
    expect(one).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
    expect((await recovery(await firstStep(ada), ` ${one.toUpperCase().replace("-", " ")} `)).status).toBe(
      200,
    );
    expect((await recovery(await firstStep(ada), one)).status).toBe(401);
    expect((await account(ada)).recoveryCodes).toBe(9);
    const devices = await Promise.all([firstStep(ada), firstStep(ada)]);
    const both = await Promise.all(devices.map((device) => recovery(device, two)));
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await account(ada)).recoveryCodes).toBe(8);
  });

  it("TWOFACTOR-4: new recovery codes end the old ones", async () => {
    const ada = await signUp("ada");
    const { codes } = await turnOn(ada);
    const made = await auth<Enabled>(ada, "/two-factor/generate-backup-codes", { password: PASSWORD });
    expect((await recovery(await firstStep(ada), codes[0] ?? "")).status).toBe(401);
    expect((await recovery(await firstStep(ada), made.data.backupCodes[0] ?? "")).status).toBe(200);
  });

  it("TWOFACTOR-6: five wrong codes end the sign-in, ten wait for 15 minutes, whoever is right", async () => {
    const ada = await signUp("ada");
    const { app } = await turnOn(ada);
    const guess = (device: Person, n: number) => code(device, String(100_000 + n));
    const first = await firstStep(ada);
    for (let n = 0; n < 5; n++) expect((await guess(first, n)).status).toBe(401);
    expect((await code(first, app.code())).status).toBe(400);
    const second = await firstStep(ada);
    for (let n = 5; n < 10; n++) await guess(second, n);
    const third = await firstStep(ada);
    expect((await code(third, app.code(1))).status).toBe(429);
    expect(codeOf(await third.get(paths.me))).toBe("unauthenticated");
    expect(codeOf(await ada.get(paths.me))).toBe("ok");
  });

  it("TWOFACTOR-3: a device is not trusted beyond its session", async () => {
    const ada = await signUp("ada");
    const { app } = await turnOn(ada);
    const device = await firstStep(ada);
    await auth(device, "/two-factor/verify-totp", {
      code: app.code(),
      trustDevice: true,
      disableSession: true,
    });
    expect(device.cookie).not.toContain("trust_device");
    await device.signOut();
    const again = await device.post("/api/auth/sign-in/email", { email: ada.email, password: PASSWORD });
    expect(again.text).toContain("twoFactorRedirect");
  });

  it("TWOFACTOR-3: a new password by a link does not turn it off", async () => {
    const { ada, grace, organization } = await team();
    await turnOn(grace);
    const link = await ada.must(
      ada.post<{ token: string }>(accountPaths.resetLink(organization.id, grace.id)),
    );
    await grace.must(grace.post(accountPaths.reset, { token: link.token, password: "another battery 9" }));
    const answer = await grace.signIn("another battery 9");
    expect(answer.text).toContain("twoFactorRedirect");
  });

  it.each([undefined, null, 123456, "", "x".repeat(100_000), { $ne: 1 }])(
    "TWOFACTOR-3: a code %j is refused in words",
    async (written) => {
      const ada = await signUp("ada");
      await turnOn(ada);
      const device = await firstStep(ada);
      const answer = await device.post("/api/auth/two-factor/verify-totp", { code: written });
      expect([400, 401, 413]).toContain(answer.status);
      expect(codeOf(await device.get(paths.me))).toBe("unauthenticated");
    },
  );

  it.each([
    "/two-factor/send-otp",
    "/two-factor/verify-otp",
    "/two-factor/get-totp-uri",
    "/two-factor/view-backup-codes",
  ])("AUTH-8: %s is not open", async (path) =>
    expect((await (await signUp("ada")).post(`/api/auth${path}`)).status).toBe(404),
  );
});
