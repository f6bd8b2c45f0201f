/** As in Miniflare's own service for the internet, which also reaches private addresses. */
const tlsOptions = { trustBrowserCas: true };

/**
 * Networks that workerd counts as public although they lead to this machine, to another IPv4 address or nowhere: "this network", the
 * unspecified and IPv4-compatible addresses, NAT64 (RFC 6052, RFC 8215), 6to4, Teredo, and networks for benchmarks.
 */
const deny = [
  "0.0.0.0/8",
  "192.88.99.0/24",
  "198.18.0.0/15",
  "::/96",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "2001::/32",
  "2002::/16",
];

/**
 * The Worker that all outgoing requests of a local server pass. workerd connects only to public addresses, whatever a name resolves to,
 * so a name that leads inside is refused even if a resolver gives another address for each question. The exceptions are the origins
 * that the operator has named: local models (`LOCAL_…_URL`) and OUTSIDE_ALLOW.
 */
export function outboundWorker(vars: Readonly<Record<string, string>>) {
  return {
    name: "outbound",
    modules: [{ type: "ESModule" as const, path: "outbound.js", contents: SCRIPT }],
    compatibilityDate: "2026-10-01",
    bindings: { EXCEPTIONS: exceptionsOf(vars) },
    serviceBindings: {
      PUBLIC: { network: { allow: ["public"], deny, tlsOptions } },
      ANY: { network: { allow: ["public", "private"], tlsOptions } },
    },
  };
}

/** The origins that may be private. */
export function exceptionsOf(vars: Readonly<Record<string, string>>): string[] {
  const named = Object.entries(vars).flatMap(([name, value]) => {
    if (name === "OUTSIDE_ALLOW") return value.split(",").map((origin) => origin.trim());
    return /^LOCAL_\w+_URL$/.test(name) ? [value] : [];
  });
  return named.flatMap((address) => (URL.canParse(address) ? [new URL(address).origin] : []));
}

const SCRIPT = `export default {
  fetch(request, { EXCEPTIONS, PUBLIC, ANY }) {
    return (EXCEPTIONS.includes(new URL(request.url).origin) ? ANY : PUBLIC).fetch(request);
  },
};`;
