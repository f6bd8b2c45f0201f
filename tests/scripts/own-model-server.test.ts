/** The built server with `LOCAL_AI_URL`, in real workerd: a model server's habits as a room receives them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildClient, buildServer } from "../../scripts/build.ts";
import { localAi } from "../../scripts/local-ai.ts";
import { type RunningServer, startServer } from "../../scripts/serve.ts";
import { Person } from "../support/databases/person.ts";
import { chunk, counted } from "../support/providers/chunks.ts";
import { type FakeProvider, startProvider } from "../support/providers/fake-provider.ts";
import * as llamaCpp from "../support/providers/llama-cpp.ts";
import * as ollama from "../support/providers/ollama.ts";
import * as openRouter from "../support/providers/openrouter.ts";

const data = mkdtempSync(join(tmpdir(), "parley-own-model-"));
let provider: FakeProvider;
let server: RunningServer;

beforeAll(async () => {
  provider = await startProvider(llamaCpp.thinks);
  await buildClient();
  await buildServer();
  const { host } = new URL(provider.url);
  const vars = localAi({ LOCAL_AI_URL: host, LOCAL_AI_MODEL: "llama3.2", LOCAL_AI_FIRST_BYTE: "20" });
  server = await startServer({ port: 0, data, quiet: true, vars });
}, 120_000);

afterAll(async () => {
  await server.stop();
  await provider.stop();
  rmSync(data, { recursive: true, force: true });
});

test("PROVIDER-1, PROVIDER-2, PROVIDER-7, CONTINUE-1: what a room receives from an own server", async () => {
  const ada = await Person.signUp(server.origin, "ada");
  const { id: organization } = await ada.call("POST", "/organizations", { name: "Engines" });
  const of = (path: string): string => `/organizations/${organization}/${path}`;
  expect(await ada.call("GET", of("models"))).toMatchObject([{ id: "llama3.2", priceIn: 0 }]);
  const [agent] = await ada.call("GET", of("agents"));
  const { id: room } = await ada.call("POST", of("rooms"), { kind: "direct", members: [agent.id] });
  const line = await ada.open(organization, room);
  const ended = (from: number) => line.event(({ type }) => type === "turn.ended", from);
  const answerTo = async (question: string) => {
    const from = line.frames.length;
    await line.send(question);
    return ended(from);
  };

  expect(await answerTo("What is a harvest?")).toMatchObject({
    state: "completed",
    excerpt: "A harvest is a harvest.",
    steps: [{ type: "reasoning" }],
    usage: { model: "llama3.2", tokensIn: 50, tokensOut: 7, cost: 0 },
  });

  provider.habit = ollama.notPulled;
  expect(await answerTo("And now?")).toMatchObject({ state: "failed", reason: "no_model" });

  provider.habit = openRouter.failsMidway;
  expect(await answerTo("And in the middle?")).toMatchObject({ state: "failed", reason: "provider_failed" });

  provider.habit = (exchange) => {
    const isFirst = exchange.received.body.messages.at(-1)?.content.includes("tell me all") === true;
    exchange.event(chunk({ content: isFirst ? "The harvest begins on Mon" : "begins on Monday." }));
    exchange.event(chunk({}, { finish: isFirst ? "length" : "stop" }));
    exchange.event(counted(20, 5));
    exchange.done();
  };
  const cut = await answerTo("tell me all");
  expect(cut).toMatchObject({ state: "completed", reason: "length", excerpt: "The harvest begins on Mon" });
  const from = line.frames.length;
  await line.say({ type: "ask", target: cut["target"], continue: true });
  expect(await ended(from)).toMatchObject({ state: "completed", excerpt: "The harvest begins on Monday." });

  await provider.stop();
  expect(await answerTo("Is anybody there?")).toMatchObject({ state: "failed", reason: "unreachable" });
}, 60_000);
