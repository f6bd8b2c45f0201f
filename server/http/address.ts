/**
 * The caller's address as Cloudflare saw it, which writes this header over what the caller sent. Of IPv6 the network of
 * 64 bits: one household has all addresses in it.
 */
export function addressOf(headers: Headers): string {
  const address = headers.get("cf-connecting-ip") ?? "unknown";
  return address.includes(":") ? networkOf(address) : address;
}

/** The first four groups, with the zeros that `::` stands for: or what follows them would count as network. */
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
