/** Decides which hosts are on the public internet. `URL` has already normalized every notation of an IP address. */

/** IPv4 networks that are not public (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const CLOSED_V4: [network: string, bits: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/**
 * Last labels of names that exist only within a network: special-use names
 * (https://www.iana.org/assignments/special-use-domain-names), those that RFC 6762 (appendix G) and ICANN list as used inside, and those
 * of clusters (Kubernetes with and without its own domain, Consul, Nomad, Docker, Podman). None of them is open to the public.
 */
const CLOSED_NAMES = new Set(
  [
    "localhost local localdomain internal intranet private corp home lan arpa onion invalid test alt",
    "svc cluster default consul nomad docker podman dns containers k8s",
    "domain mail dhcp workgroup gateway router dom localnet",
  ]
    .join(" ")
    .split(" "),
);

/** Takes the hostname of a `URL`: IPv4 in four decimal numbers, IPv6 in brackets, or a name in lower-case ASCII. */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, "");
  if (host.startsWith("[")) return isPublicV6(host.slice(1, -1));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicV4(host);
  // A name without a dot is a machine in the local network.
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$/.test(host) && !CLOSED_NAMES.has(lastLabel(host));
}

const lastLabel = (host: string): string => host.slice(host.lastIndexOf(".") + 1);

/** For an address from a resolver. */
export function isPublicAddress(address: string): boolean {
  if (!address.includes(":")) return isPublicV4(address);
  const url = `http://[${address}]/`;
  return URL.canParse(url) && isPublicV6(new URL(url).hostname.slice(1, -1));
}

function isPublicV4(address: string): boolean {
  const number = numberOf(address);
  if (number === null) return false;
  return !CLOSED_V4.some(([network, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(number / size) === Math.floor((numberOf(network) ?? 0) / size);
  });
}

function numberOf(address: string): number | null {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/**
 * Only global unicast addresses, 2000::/3, without those that lead to an IPv4 address (6to4, Teredo) and without documentation
 * networks. Mapped and translated IPv4 addresses are outside of that range.
 */
function isPublicV6(address: string): boolean {
  const [first = "", second = ""] = address.split(":");
  const [one, two] = [parseInt(first, 16), second === "" ? 0 : parseInt(second, 16)];
  if (!(one >= 0x2000 && one <= 0x3fff)) return false;
  if (one === 0x2002 || one === 0x3fff) return false;
  return !(one === 0x2001 && (two < 0x200 || two === 0xdb8));
}
