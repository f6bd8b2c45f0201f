import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeAuthority, makeServer } from "../../scripts/https/issue.ts";
import type { Names } from "../../scripts/https/names.ts";
import { keptCertificate } from "../../scripts/https/kept-certificate.ts";
import { originsOf } from "../../scripts/https/own-names.ts";

const NOW = new Date();
const DAY = 24 * 60 * 60_000;
const home: Names = { dns: ["localhost", "desk.local"], ip: ["127.0.0.1", "::1", "192.168.1.5"] };
const elsewhere: Names = { ...home, ip: ["127.0.0.1", "::1", "10.0.0.7"] };

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "parley-certificate-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const keep = (names: Names, now = NOW) => keptCertificate(data, "Parley on desk", names, now);

test("a certificate says the names it is for, and who trusts the authority trusts it", () => {
  const { authority, server } = keep(home);
  const certificate = new X509Certificate(server.certificate);
  expect(certificate.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
  expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect(new X509Certificate(authority.certificate).ca).toBe(true);
  expect(certificate.ca).toBe(false);
  for (const name of home.dns) expect(certificate.checkHost(name)).toBe(name);
  for (const address of home.ip) expect(certificate.checkIP(address)).toBe(address);
});

test("a certificate is kept while it is good, for its owner's eyes only", () => {
  const first = keep(home);
  expect(keep(home, new Date(+NOW + 300 * DAY))).toEqual(first);
  expect(statSync(join(data, "https.json")).mode & 0o777).toBe(0o600);
});

test("before it ends it is made anew, by the authority that devices trust already", () => {
  const first = keep(home);
  const later = keep(home, new Date(+NOW + 380 * DAY));
  expect(later.server.certificate).not.toBe(first.server.certificate);
  expect(later.authority).toEqual(first.authority);
});

test("another address of a private network takes another certificate, and no trusting again", () => {
  const first = keep(home);
  const later = keep(elsewhere);
  expect(new X509Certificate(later.server.certificate).checkIP("10.0.0.7")).toBe("10.0.0.7");
  expect(later.authority).toEqual(first.authority);
});

test("an address of the internet takes another authority: the first one was not made for it", () => {
  const first = keep(home);
  const later = keep({ ...home, ip: [...home.ip, "203.0.113.9"] });
  expect(later.authority.certificate).not.toBe(first.authority.certificate);
});

test("attack: with the authority's key nobody can pass for a site of the internet", async () => {
  const { authority } = keep(home);
  expect(await connects(authority, home, "desk.local")).toBe("let in");
  expect(await connects(authority, { dns: ["bank.example"], ip: [] }, "bank.example")).toBe(
    "permitted subtree violation",
  );
  const own = makeAuthority("Parley on desk", { dns: ["bank.example"], ip: [] }, NOW);
  expect(await connects(own, { dns: ["bank.example"], ip: [] }, "bank.example")).toBe("let in");
});

test("origins are as browsers write them", () => {
  expect(originsOf(home, 8787)).toEqual([
    "https://localhost:8787",
    "https://desk.local:8787",
    "https://127.0.0.1:8787",
    "https://[::1]:8787",
    "https://192.168.1.5:8787",
  ]);
  expect(originsOf(home, 443)[0]).toBe("https://localhost");
});

/** What somebody who trusts this authority says to its certificate for these names. */
async function connects(
  authority: ReturnType<typeof keep>["authority"] | ReturnType<typeof makeAuthority>,
  names: Names,
  host: string,
): Promise<string> {
  const { key, certificate } = makeServer("Parley on desk", authority, names, NOW);
  const server = createServer({ key, cert: certificate }, (_, response) => response.end("hello"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const said = await new Promise<string>((resolve) => {
    request({ host: "127.0.0.1", port, servername: host, ca: authority.certificate, headers: { host } })
      .once("response", (response) => response.resume().once("end", () => resolve("let in")))
      .once("error", (error: Error) => resolve(error.message))
      .end();
  });
  server.close();
  return said;
}
