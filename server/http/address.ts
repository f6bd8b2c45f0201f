/**
 * The caller's IP address from the header that Cloudflare sets; it overwrites a value from the caller. For IPv6 the 64-bit network,
 * because one household controls all addresses in it.
 */
export function addressOf(headers: Headers): string {
  const address = headers.get("cf-connecting-ip") ?? "unknown";
  return address.includes(":") ? networkOf(address) : address;
}

/** The first four groups of an IPv6 address. `::` is expanded first, so that later groups do not count as part of the network. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const groups = groupsOf(head);
  if (tail !== undefined) {
    const after = groupsOf(tail);
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  return groups.slice(0, 4).join(":");
}

function groupsOf(part: string): string[] {
  return part === "" ? [] : part.split(":");
}
