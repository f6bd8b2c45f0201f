/** A bot that answers "ping" in a room. It misses nothing while the connection is lost, and answers nothing twice. */
import { setTimeout as wait } from "node:timers/promises";
import { makeApi } from "parley-sdk/api";

const { PARLEY = "http://localhost:8787", KEY = "", ROOM: room = "" } = process.env;
const api = makeApi({ server: PARLEY, key: KEY, fetch });
const { user } = await api("GET /me");
let last = "";

for (;;) {
  // A lost connection is no end; a refusal is one.
  await listen().catch((error: unknown) => console.error(String(error)));
  await wait(500 + 1_000 * Math.random());
}

async function listen(): Promise<void> {
  const headers = { authorization: `Bearer ${KEY}`, ...(last !== "" && { "last-event-id": last }) };
  const response = await fetch(`${PARLEY}/api/v1/rooms/${room}/events`, { headers });
  if ([400, 401, 403, 404].includes(response.status)) throw process.exit(1);
  if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) await take(block);
  }
}

async function take(block: string): Promise<void> {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
  const event = field("event");
  if (event === "ready") console.log("listening");
  if (event === "message.sent") await answer(JSON.parse(field("data")));
  // Only now: what was not answered comes again.
  last = field("id") || last;
}

type Sent = { seq: number; by: string; message: { text: string } };

async function answer({ seq, by, message }: Sent): Promise<void> {
  if (by === user.id || message.text.trim() !== "ping") return;
  const body = { text: "pong", replyTo: seq };
  await api("POST /rooms/{room}/messages", { path: { room }, body, idempotencyKey: `pong-${room}-${seq}` });
}
