import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openComposer } from "../../client/sdk/composer/index.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { ada, den } from "./support/people.ts";
import { makeScene, type Scene, until } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => {
  scene = makeScene();
  scene.server.isComposerSilent = true;
});
afterEach(() => scene.end());

const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

test("COMPOSE-13: what the room has not got is kept on the device until the composer is open there again", async () => {
  const storage = makeMemoryStorage();
  const room = scene.open(ada, { storage });
  const composer = openComposer(room, storage.prompts);
  await passes(50);
  composer.edit("half a thought");
  composer.close();
  await passes(500);
  const again = openComposer(room, storage.prompts);
  await until(() => again.text === "half a thought");
  again.close();
});

test.each([CLOSE.forbidden, CLOSE.notFound])(
  "COMPOSE-13: of a room that is over for this person (%i) nothing is kept, whatever was being written",
  async (code) => {
    const storage = makeMemoryStorage();
    const room = scene.open(ada, { storage });
    await until(() => room.connection.type === "open");
    const composer = openComposer(room, storage.prompts);
    await passes(50);
    composer.edit("secret");
    scene.server.closeAll(code);
    await until(() => room.connection.type === "stopped");
    composer.edit("secret, and more");
    composer.close();
    await passes(500);
    expect(await storage.prompts.loadDraft(den)).toEqual([]);
  },
);
