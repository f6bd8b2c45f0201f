import { BlockList } from "node:net";
import type { Names } from "./names.ts";

/** Private networks (RFC 1918), link-local ones (RFC 3927), those of carriers and VPNs (RFC 6598), and loopback. */
export const PRIVATE_NETWORKS: readonly { address: string; prefix: number }[] = [
  { address: "10.0.0.0", prefix: 8 },
  { address: "172.16.0.0", prefix: 12 },
  { address: "192.168.0.0", prefix: 16 },
  { address: "169.254.0.0", prefix: 16 },
  { address: "100.64.0.0", prefix: 10 },
  { address: "127.0.0.0", prefix: 8 },
];

/** Private domains with their subdomains, and localhost. */
export const PRIVATE_DOMAINS: readonly string[] = ["local", "localhost"];

const networks = new BlockList();
for (const { address, prefix } of PRIVATE_NETWORKS) networks.addSubnet(address, prefix);
networks.addAddress("::1", "ipv6");

/** The names that may also exist outside private networks. */
export const outsidePrivate = ({ dns, ip }: Names): Names => ({
  dns: dns.filter(
    (name) => !PRIVATE_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`)),
  ),
  ip: ip.filter((address) => !networks.check(address, address.includes(":") ? "ipv6" : "ipv4")),
});
