/**
 * `npm run bench:visitors -- 4`: 1,000 visitors who open a conversation of one widget within 4 minutes (1 if nothing is said), from 100 addresses
 * of this machine. For each: a session, a conversation, a ticket, a socket, a first message, which the AI answers, and its echo. All sockets stay
 * open. A visitor whose socket is closed comes again with another ticket, also after 4401, with which a ticket is answered that has expired in the
 * queue. Tells how many were served, and how long it took each.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { buildServer } from "../../scripts/build.ts";
import { startServer } from "../../scripts/serve.ts";
import { paths, type Envelope } from "../../shared/api.ts";
import { makeId, makeMessageId } from "../../shared/ids.ts";
import { CLOSE, TERMINAL_CLOSE_CODES } from "../../shared/protocol/codes.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import type { NewConversation, Widget, WidgetSession } from "../../shared/widget.ts";
import { makeCast } from "../chaos/world/cast.ts";
import { LOOK } from "../e2e/support/widget.ts";
import { printTable } from "../eval/print-table.ts";
import { workerdCpu } from "./cpu.ts";

const VISITORS = 1_000;
const ADDRESSES = 100;
const SITE = "http://localhost:1";
const PERIOD = Number(process.argv[2] ?? 1) * 60_000;
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

await buildServer();
const data = mkdtempSync(join(tmpdir(), "parley-visitors-"));
const server = await startServer({ port: 0, data, quiet: true });
const sockets = new Set<WebSocket>();
/** How often somebody came again, by the code with which the socket was closed. */
const cameAgain = new Map<number, number>();
try {
  const { organization, owner } = await makeCast(server.origin, { people: 1, rooms: 1 });
  const headers = { cookie: owner.cookie, origin: server.origin };
  const path = `/api/organizations/${organization}/widgets`;
  const widget = await call<Widget>("127.0.0.1", path, { look: LOOK, origins: [SITE] }, headers);
  const begun = performance.now();
  const before = workerdCpu(server.pid);
  const visits = await Promise.allSettled(
    Array.from({ length: VISITORS }, async (_, n) => {
      await delay((n * PERIOD) / VISITORS);
      return visit(widget, `127.0.1.${1 + (n % ADDRESSES)}`);
    }),
  );
  const times = visits.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const refused = visits.flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : []));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    `${(sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0)} ms`;
  printTable(
    `${VISITORS} visitors in ${((performance.now() - begun) / 1_000).toFixed(0)} s; load average ${loadavg()[0]?.toFixed(1)}`,
    ["served", "p50", "p95", "longest", "came again", "CPU for each", "sockets open at the end"],
    [
      [
        `${times.length} of ${VISITORS}`,
        ...[at(0.5), at(0.95), at(1)],
        [...cameAgain].map(([code, count]) => `${count} after ${code}`).join(", ") || "0",
        `${((workerdCpu(server.pid) - before) / VISITORS).toFixed(0)} ms`,
        String([...sockets].filter(({ readyState }) => readyState === WebSocket.OPEN).length),
      ],
    ],
  );
  for (const reason of new Set(refused))
    console.log(`${refused.filter((each) => each === reason).length} x ${reason}`);
} finally {
  for (const socket of sockets) socket.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

/** Milliseconds from the first request to the echo of the first message. */
async function visit({ id }: Widget, address: string): Promise<number> {
  const begun = performance.now();
  const here = { url: `${SITE}/`, title: "Shop", referrer: "" };
  const own = { origin: SITE };
  const asked = { origin: SITE, language: "en", timeZone: "UTC", page: here, keepsToken: true };
  const session = await call<WidgetSession>(address, `/api/widget/${id}/session`, asked, own);
  const signed = { ...own, authorization: `Bearer ${session.token}` };
  const { room } = await call<NewConversation>(address, `/api/widget/${id}/conversations`, {}, signed);
  const message = makeMessageId(Date.now(), random);
  for (let attempt = 1; ; attempt++) {
    const { ticket } = await call<{ ticket: string }>(address, `/api/widget/${id}/tickets`, { room }, signed);
    const code = await say(message, `${paths.roomSocket(session.organization, room)}?ticket=${ticket}`);
    if (code === null) return performance.now() - begun;
    if (code !== CLOSE.unauthenticated && TERMINAL_CLOSE_CODES.includes(code))
      throw new Error(`closed with ${code}`);
    cameAgain.set(code, (cameAgain.get(code) ?? 0) + 1);
    await delay(Math.min(10_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2));
  }
}

/** Null once the message has come back; else the code with which the socket was closed before. */
function say(message: string, path: string): Promise<number | null> {
  // Node's own WebSocket takes headers, which a browser's does not.
  const socket = new WebSocket(server.origin.replace("http", "ws") + path, {
    headers: { origin: SITE },
  } as unknown as string[]);
  sockets.add(socket);
  return new Promise((settle) => {
    socket.addEventListener("close", ({ code }) => {
      sockets.delete(socket);
      settle(code);
    });
    socket.addEventListener("open", () => {
      const device = makeId("dev", random);
      const hello = { type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null };
      socket.send(JSON.stringify(hello));
      socket.send(JSON.stringify({ type: "send", ref: 1, id: message, text: "Hello" }));
    });
    socket.addEventListener("message", ({ data: frame }) => {
      if (String(frame).includes('"message.sent"') && String(frame).includes(message)) settle(null);
    });
  });
}

/** A request from one of this machine's own addresses. */
function call<Data>(
  address: string,
  path: string,
  body: object,
  headers: Record<string, string>,
): Promise<Data> {
  return new Promise((resolve, reject) => {
    const sent = request(
      server.origin + path,
      { method: "POST", localAddress: address, headers: { "content-type": "application/json", ...headers } },
      (answer) => {
        let text = "";
        answer.on("data", (piece) => (text += piece));
        answer.on("end", () => {
          const envelope: Envelope<Data> = JSON.parse(text);
          if (envelope.ok) resolve(envelope.data);
          else reject(new Error(`${answer.statusCode} ${path.split("/").at(-1)} ${envelope.error.code}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}
