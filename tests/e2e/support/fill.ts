import { makeId, makeMessageId, type RoomId } from "../../../shared/ids.ts";
import { type CommandFrame, type Hello, PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import type { Home } from "./people.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

type PlainSend = Pick<CommandFrame<"send">, "type" | "ref" | "id" | "text">;

/**
 * Sends many messages at once over a separate socket. Resolves when the room has stored them all. The maximum is one person's burst
 * (COMMAND_RATE); the room refuses more.
 */
export async function fill(home: Home, room: RoomId, texts: readonly string[]): Promise<void> {
  const path = `/api/organizations/${home.organization.id}/rooms/${room}/socket`;
  const device = makeId("dev", random);
  const hello: Hello = { type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null };
  const sends = texts.map((text, index): PlainSend => ({
    type: "send",
    ref: index + 1,
    id: makeMessageId(Date.now() + index, random),
    text,
  }));
  await home.page.goto("/sign-in");
  await home.page.evaluate(sendAll, { path, hello, sends });
}

/** Runs in the page, because only the page has the cookie and the right origin. */
function sendAll({ path, hello, sends }: { path: string; hello: Hello; sends: PlainSend[] }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}${path}`);
    const open = new Map(sends.map((send) => [send.id as string, send]));
    socket.onopen = () => {
      socket.send(JSON.stringify(hello));
      for (const send of sends) socket.send(JSON.stringify(send));
    };
    socket.onclose = (event) => reject(new Error(`closed with ${event.code}`));
    socket.onmessage = ({ data }) => {
      if (data === "pong") return;
      const frame = JSON.parse(data);
      if (frame.type === "error") return reject(new Error(data));
      for (const event of frame.type === "events" ? frame.events : []) open.delete(event.message?.id);
      if (open.size > 0) return;
      socket.onclose = null;
      socket.close();
      resolve();
    };
  });
}
