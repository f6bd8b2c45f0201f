import { lookup } from "node:dns/promises";
import { createServer } from "node:http";

/** Types of address records in DNS answers. */
const A = 1;
const AAAA = 28;

/**
 * Serves this machine's name resolution as DNS over HTTPS in JSON (`?name=…&type=A|AAAA`), on a free port of this machine. It does not keep the process running. The resolution is
 * the one that the platform itself uses, so the hosts file and search domains count. Resolves to the address for OUTSIDE_RESOLVER.
 */
export async function openResolver(): Promise<string> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://resolver");
    const family = searchParams.get("type") === "AAAA" ? 6 : 4;
    void addressesOf(searchParams.get("name") ?? "", family).then((addresses) => {
      const Answer = addresses.map((data) => ({ type: family === 6 ? AAAA : A, data }));
      response.setHeader("content-type", "application/dns-json").end(JSON.stringify({ Status: 0, Answer }));
    });
  });
  await new Promise<void>((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port for the resolver.");
  return `http://127.0.0.1:${address.port}/dns-query`;
}

/** Empty if there is no such name, or nobody answers. */
async function addressesOf(name: string, family: 4 | 6): Promise<string[]> {
  try {
    return (await lookup(name, { all: true, family })).map(({ address }) => address);
  } catch {
    return [];
  }
}
