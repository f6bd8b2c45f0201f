import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from "node:crypto";
import { isIP } from "node:net";
import {
  bits,
  explicit,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  utcTime,
  utf8,
  yes,
} from "./der.ts";
import type { Names } from "./names.ts";
import { PRIVATE_DOMAINS, PRIVATE_NETWORKS } from "./private-networks.ts";

/** Both in PEM. The key is P-256 in PKCS #8. */
export interface Pair {
  key: string;
  certificate: string;
}

const DAY = 24 * 60 * 60_000;
const AUTHORITY_DAYS = 3650;
/** The longest lifetime that every browser accepts, days. */
const SERVER_DAYS = 397;

/**
 * Creates a private certificate authority (RFC 5280), limited to private networks and to the names given here. So a stolen key
 * cannot impersonate any other site for those who trust it.
 */
export function makeAuthority(title: string, names: Names, now: Date): Pair {
  const keys = newKeys();
  const permitted = [
    ...[...PRIVATE_DOMAINS, ...names.dns].map((name) => implicit(2, Buffer.from(name))),
    ...[...PRIVATE_NETWORKS.map(subnet), only("::1"), ...names.ip.map(only)].map((network) =>
      implicit(7, network),
    ),
  ];
  const certificate = issue({
    subject: title,
    issuer: title,
    publicKey: keys.publicKey,
    signer: keys.key,
    from: now,
    days: AUTHORITY_DAYS,
    extensions: [
      extension("2.5.29.19", "critical", sequence(yes, integer(Buffer.from([0])))),
      // Only keyCertSign.
      extension("2.5.29.15", "critical", bits(Buffer.from([0b0000_0100]), 2)),
      extension(
        "2.5.29.30",
        "critical",
        sequence(explicit(0, ...permitted.map((subtree) => sequence(subtree)))),
      ),
      extension("2.5.29.14", "", octets(keyId(keys.publicKey))),
    ],
  });
  return { key: keys.key, certificate };
}

/** Creates a server certificate for these names, signed by this authority. */
export function makeServer(title: string, authority: Pair, names: Names, now: Date): Pair {
  const keys = newKeys();
  const authorityKey = createPublicKey(authority.key).export({ type: "spki", format: "der" });
  const alternatives = [
    ...names.dns.map((name) => implicit(2, Buffer.from(name))),
    ...names.ip.map((address) => implicit(7, addressBytes(address))),
  ];
  const certificate = issue({
    subject: `${title}: server`,
    issuer: title,
    publicKey: keys.publicKey,
    signer: authority.key,
    from: now,
    days: SERVER_DAYS,
    extensions: [
      extension("2.5.29.19", "critical", sequence()),
      // Only digitalSignature.
      extension("2.5.29.15", "critical", bits(Buffer.from([0b1000_0000]), 7)),
      // TLS server authentication.
      extension("2.5.29.37", "", sequence(objectId("1.3.6.1.5.5.7.3.1"))),
      extension("2.5.29.17", "", sequence(...alternatives)),
      extension("2.5.29.35", "", sequence(implicit(0, keyId(authorityKey)))),
    ],
  });
  return { key: keys.key, certificate };
}

interface Issue {
  subject: string;
  issuer: string;
  /** SubjectPublicKeyInfo, in DER. */
  publicKey: Buffer;
  signer: string;
  from: Date;
  days: number;
  extensions: readonly Buffer[];
}

/** RFC 5280, section 4.1. */
function issue({ subject, issuer, publicKey, signer, from, days, extensions }: Issue): string {
  const ecdsaWithSha256 = sequence(objectId("1.2.840.10045.4.3.2"));
  const serial = Buffer.concat([Buffer.from([0x40]), randomBytes(15)]);
  // Valid from one day earlier, because clocks differ.
  const validity = sequence(utcTime(new Date(+from - DAY)), utcTime(new Date(+from + days * DAY)));
  const version3 = explicit(0, integer(Buffer.from([2])));
  const toSign = sequence(
    version3,
    integer(serial),
    ecdsaWithSha256,
    commonName(issuer),
    validity,
    commonName(subject),
    publicKey,
    explicit(3, sequence(...extensions)),
  );
  const signature = sign("sha256", toSign, createPrivateKey(signer));
  const certificate = sequence(toSign, ecdsaWithSha256, bits(signature)).toString("base64");
  const lines = certificate.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

const commonName = (name: string) => sequence(set(sequence(objectId("2.5.4.3"), utf8(name))));

const extension = (id: string, weight: "critical" | "", value: Buffer) =>
  sequence(objectId(id), ...(weight === "critical" ? [yes] : []), octets(value));

function newKeys(): { key: string; publicKey: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "der" }),
  };
}

/** Identifies a key when a certificate chain is built. Any digest is allowed. */
const keyId = (publicKey: Buffer) => createHash("sha256").update(publicKey).digest().subarray(0, 20);

/** A name constraint for exactly this address: its bytes and a mask of ones. */
function only(address: string): Buffer {
  const bytes = addressBytes(address);
  return Buffer.concat([bytes, Buffer.alloc(bytes.length, 0xff)]);
}

function subnet({ address, prefix }: { address: string; prefix: number }): Buffer {
  const mask = Buffer.alloc(4);
  mask.writeUInt32BE((0xffff_ffff << (32 - prefix)) >>> 0);
  return Buffer.concat([addressBytes(address), mask]);
}

/** IPv4 addresses. For IPv6 only the loopback address, because no other is used. */
function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  if (address === "::1") return Buffer.from([...Array<number>(15).fill(0), 1]);
  throw new Error(`No certificate for ${address}.`);
}
