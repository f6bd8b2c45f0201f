import { vi } from "vitest";
import { type FakeProvider, type Habit, startProvider } from "../../support/providers/fake-provider.ts";
import type { TestRoom } from "./room.ts";
import { ownServer } from "./own-server.ts";

/** The server of the running test. */
export let provider: FakeProvider | undefined;

/** Starts the server of a test. */
export async function serve(habit: Habit): Promise<FakeProvider> {
  provider = await startProvider(habit);
  return provider;
}

/** Stops the server of the test. Call it after each one. */
export async function stopProvider(): Promise<void> {
  vi.restoreAllMocks();
  await provider?.stop();
  provider = undefined;
}

/** A room whose agent is answered by a server with this habit. */
export async function roomWith(habit: Habit): Promise<TestRoom> {
  const { url } = await serve(habit);
  const room = ownServer(url);
  room.say("Grace", "The harvest begins on Monday.");
  room.say("Ada", "What is the harvest?");
  return room;
}
