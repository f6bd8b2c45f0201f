import { describe, expect, it } from "vitest";
import { fetchOutside, type Fetch } from "../../server/outside/fetch.ts";
import { isPublicAddress } from "../../server/outside/public-host.ts";
import { MAX_FETCHED_BYTES } from "../../shared/limits.ts";

const SETTINGS = { ownOrigins: "https://parley.example,self", allow: "", resolver: "" };

/** A fake network with these answers. It records each request. */
function network(answers: Record<string, () => Response> = {}) {
  const asked: { address: string; init: RequestInit }[] = [];
  const ask: Fetch = async (address, init) => {
    asked.push({ address, init });
    return answers[address]?.() ?? new Response("<p>here</p>", { headers: { "content-type": "text/html" } });
  };
  return { asked, ask };
}

const redirect = (location: string) => () => new Response(null, { status: 302, headers: { location } });

describe("the door to the open network", () => {
  it.each([
    "http://127.0.0.1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://foo.localhost/",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://[2001:db8::1]/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://１２７.0.0.1/",
    "http://127%2e0.0.1/",
    "http://10.1.2.3/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://255.255.255.255/",
    "http://224.0.0.1/",
    "http://printer/",
    "http://nas.local/",
    "http://wiki.corp/",
    "http://api.default.svc/",
    "http://api.default.svc.cluster.local/",
    "http://api.prod.svc.cluster/",
    "http://redis.default/",
    "http://vault.service.consul/",
    "http://web.service.nomad/",
    "http://host.docker.internal/",
    "http://db.podman/",
    "http://metadata/",
    "http://metadata./",
    "http://printer.home.arpa/",
    "http://router.lan./",
    "http://example.onion/",
    "http://1.0.0.127.in-addr.arpa/",
    "http://[fe80::1%25eth0]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2001::7f00:1]/",
    "http://[100::1]/",
    "http://[4000::1]/",
    "http://[ff02::1]/",
    "http://127。0。0。1/",
    "http://⑯⑨。254.169。254/",
    "http://017700000001/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://example.com.svc/",
    "http://example.123/",
    "http://user:secret@example.com/",
    "http://example.com:22/",
    "http://example.com:8787/",
    "https://parley.example/api/me",
    "https://PARLEY.example./",
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://example.com/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "blob:https://example.com/1",
    "no address",
  ])("attack 97: %s is never asked (OUTSIDE-1)", async (address) => {
    const { asked, ask } = network();
    expect(await fetchOutside(address, SETTINGS, ask)).toBeNull();
    expect(asked).toEqual([]);
  });

  it("OUTSIDE-1: a page of the open network is asked for, with nothing of the person's", async () => {
    const { asked, ask } = network();
    const fetched = await fetchOutside("https://example.com/a?b=c", SETTINGS, ask);
    expect(new TextDecoder().decode(fetched?.bytes)).toBe("<p>here</p>");
    expect(fetched?.type).toBe("text/html");
    const headers = new Headers(asked[0]?.init.headers);
    expect([...headers.keys()].sort()).toEqual(["accept", "user-agent"]);
    expect(asked[0]?.init.redirect).toBe("manual");
    expect(await fetchOutside("http://93.184.216.34/", SETTINGS, ask)).not.toBeNull();
    expect(await fetchOutside("http://[2606:2800:220:1::1]/", SETTINGS, ask)).not.toBeNull();
    for (const host of [
      "svc.example.com",
      "local.example.com",
      "a_b.example.co.uk",
      "xn--bcher-kva.example.xn--p1ai",
    ])
      expect(await fetchOutside(`https://${host}/`, SETTINGS, ask), host).not.toBeNull();
  });

  it.each([
    "http://127.0.0.1/admin",
    "//169.254.169.254/",
    "file:///etc/passwd",
    "https://parley.example/api/me",
    "http://api.default.svc/",
    "http://vault.service.consul/",
    "http://[64:ff9b::7f00:1]/",
    "http://2130706433/",
    "//0x7f.1/",
    "http://printer/",
  ])("attack 97: a redirect to %s is not followed (OUTSIDE-2)", async (location) => {
    const { asked, ask } = network({
      "https://example.com/": redirect("/next"),
      "https://example.com/next": redirect(location),
    });
    expect(await fetchOutside("https://example.com/", SETTINGS, ask)).toBeNull();
    expect(asked.map(({ address }) => address)).toEqual(["https://example.com/", "https://example.com/next"]);
  });

  it("attack 97: three redirects are followed, a fourth is not (OUTSIDE-2)", async () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [`https://example.com/${i}`, redirect(`/${i + 1}`)] as const),
      );
    const three = network(chain(3));
    expect((await fetchOutside("https://example.com/0", SETTINGS, three.ask))?.address).toBe(
      "https://example.com/3",
    );
    expect(await fetchOutside("https://example.com/0", SETTINGS, network(chain(4)).ask)).toBeNull();
  });

  it("attack 97: more than fits is not read to its end, whatever is declared (OUTSIDE-3)", async () => {
    let sent = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            sent += 1024 * 1024;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
        }),
        { headers: { "content-type": "text/plain" } },
      );
    const { ask } = network({ "https://example.com/": endless });
    expect(await fetchOutside("https://example.com/", SETTINGS, ask)).toBeNull();
    expect(sent).toBeLessThan(MAX_FETCHED_BYTES + 4 * 1024 * 1024);
  });

  it.each(["image/png", "application/octet-stream", "application/zip", "video/mp4", ""])(
    "attack 97: an answer of type %s is no document (OUTSIDE-3)",
    async (type) => {
      const answer = () => new Response("x", { headers: { "content-type": type } });
      const { ask } = network({ "https://example.com/": answer });
      expect(await fetchOutside("https://example.com/", SETTINGS, ask)).toBeNull();
    },
  );

  it("attack 97: where a resolver is set, a name that leads inside is not asked (OUTSIDE-4)", async () => {
    const settings = { ...SETTINGS, resolver: "https://resolver.example/dns-query" };
    const answers = (address: string) =>
      Object.fromEntries(
        ["A", "AAAA"].map((type) => [
          `https://resolver.example/dns-query?name=rebind.example.com&type=${type}`,
          () => Response.json(type === "A" ? { Answer: [{ type: 1, data: address }] } : {}),
        ]),
      );
    const inside = network(answers("10.0.0.7"));
    expect(await fetchOutside("https://rebind.example.com/", settings, inside.ask)).toBeNull();
    expect(inside.asked.every(({ address }) => address.startsWith("https://resolver.example/"))).toBe(true);
    const outside = network(answers("93.184.216.34"));
    expect(await fetchOutside("https://rebind.example.com/", settings, outside.ask)).not.toBeNull();
  });

  it("OUTSIDE-1: what a test allows may be asked, and nothing beside it", async () => {
    const settings = { ...SETTINGS, allow: "http://127.0.0.1:4000" };
    const { ask } = network();
    expect(await fetchOutside("http://127.0.0.1:4000/page", settings, ask)).not.toBeNull();
    expect(await fetchOutside("http://127.0.0.1:4001/page", settings, ask)).toBeNull();
  });

  it("OUTSIDE-1: addresses that a resolver gives are told apart", () => {
    expect(["::1", "fd00::1", "127.0.0.1", "::ffff:10.0.0.1", "nonsense"].some(isPublicAddress)).toBe(false);
    expect(["2606:4700::1111", "1.1.1.1"].every(isPublicAddress)).toBe(true);
  });
});
