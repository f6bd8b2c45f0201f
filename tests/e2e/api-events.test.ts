import { expect, test } from "vitest";
import type { SentMessage } from "../../shared/api-rooms.ts";
import type { Envelope, OrganizationSummary } from "../../shared/api.ts";
import { MAX_SOCKETS_PER_PERSON } from "../../shared/limits.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

/** A program with the cookie of a person of its own. */
async function makeProgram() {
  const { origin } = stage.app;
  let cookie = "";
  const send = async <Data>(path: string, body: unknown): Promise<Data> => {
    const response = await fetch(`${origin}${path}`, {
      method: "POST",
      headers: { origin, cookie, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const set = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    if (set.length > 0) cookie = set.join("; ");
    const answer: Envelope<Data> = await response.json();
    if (!response.ok) throw new Error(`${path} ${response.status} ${JSON.stringify(answer)}`);
    return "data" in answer ? answer.data : (answer as Data);
  };
  const email = `program-${crypto.randomUUID()}@example.com`;
  await send("/api/auth/sign-up/email", { name: "Program", email, password: "correct horse battery" });
  const { welcomeRoom } = await send<OrganizationSummary>("/api/organizations", { name: "Programs" });
  const messages = `/api/v1/rooms/${welcomeRoom}/messages`;
  const open = async (signal?: AbortSignal) => {
    const response = await fetch(`${origin}/api/v1/rooms/${welcomeRoom}/events`, {
      headers: { cookie },
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.body === null) throw new Error(`${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    return { until: (words: string) => readUntil(reader, words), close: () => reader.cancel() };
  };
  return { write: (text: string) => send<SentMessage>(messages, { text }), open };
}

async function readUntil(reader: ReadableStreamDefaultReader<string>, words: string): Promise<string> {
  let text = "";
  while (!text.includes(words)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`ended after ${text}`);
    text += value;
  }
  return text;
}

/** A Worker is not told that a client has gone: https://github.com/cloudflare/workerd/issues/5611 */
test("API-28: connections that broke, more than a person may have sockets, take nothing from the one that lives", async () => {
  const program = await makeProgram();
  const kept = await program.open();
  await kept.until("event: ready");
  for (let times = 0; times < MAX_SOCKETS_PER_PERSON + 5; times++) {
    const breaking = new AbortController();
    const stream = await program.open(breaking.signal);
    await stream.until("event: ready");
    breaking.abort();
  }
  await program.write("Are you still there?");
  const text = await kept.until("Are you still there?");
  expect(text).not.toContain("event: end");
  await kept.close();
});
