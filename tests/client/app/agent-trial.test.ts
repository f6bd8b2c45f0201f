/** Trying an agent from its page: what is left of an answer that is interrupted. */
import { createRoot } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";
import { createTrial } from "../../../client/app/settings/agents/create-trial.ts";
import { makeId } from "../../../shared/ids.ts";

const organization = makeId("org", (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes));

afterEach(() => vi.unstubAllGlobals());

const event = (type: string, data: object): Uint8Array =>
  new TextEncoder().encode(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);

/** A fake server whose answer the test writes. `heeds`: whether a request that is stopped breaks the stream off. */
function answering(heeds: boolean) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
    if (heeds)
      signal?.addEventListener("abort", () => void writer.abort(signal.reason).catch(() => undefined));
    return Promise.resolve(new Response(readable));
  });
  return {
    say: (delta: string) => writer.write(event("text", { delta })),
    end: () => writer.close(),
  };
}

const trialOf = () =>
  createRoot(() => createTrial(organization, () => ({ settings: { name: "Draft" } as never })));

test("AGENT-9: starting again while an answer runs leaves nothing of it, and the next question is asked", async () => {
  const server = answering(true);
  const trial = trialOf();
  const asked = trial.ask("What is 6 * 7?");
  await server.say("It is");
  await vi.waitFor(() => expect(trial.turns[0]?.text).toBe("It is"), { timeout: 30_000 });
  trial.clear();
  await asked;
  expect([trial.turns.length, trial.isRunning()]).toEqual([0, false]);

  const next = answering(true);
  const again = trial.ask("And 7 * 8?");
  await next.say("56");
  await next.end();
  await again;
  expect(trial.turns).toMatchObject([{ question: "And 7 * 8?", text: "56", isStopped: false }]);
});

test("AGENT-9: what still comes of an answer after starting again is left out", async () => {
  const server = answering(false);
  const trial = trialOf();
  const asked = trial.ask("What is 6 * 7?");
  await server.say("It is");
  await vi.waitFor(() => expect(trial.turns[0]?.text).toBe("It is"), { timeout: 30_000 });
  trial.clear();
  await server.say(" 42.");
  await server.end();
  await asked;
  expect([trial.turns.length, trial.isRunning()]).toEqual([0, false]);
});

test("AGENT-9: an answer that is stopped stays as far as it came", async () => {
  const server = answering(true);
  const trial = trialOf();
  const asked = trial.ask("What is 6 * 7?");
  await server.say("It is");
  await vi.waitFor(() => expect(trial.turns[0]?.text).toBe("It is"), { timeout: 30_000 });
  trial.stop();
  await asked;
  expect(trial.turns).toMatchObject([{ text: "It is", isStopped: true, error: null }]);
});
