import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { defineTool, type ToolCall } from "../../server/ai/contract/tool.ts";
import { callTool } from "../../server/ai/tools/call-tool.ts";
import { TOOL_TIMEOUT } from "../../shared/limits.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { ada, agentId, TestRoom } from "./support/room.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("TOOL-43: what a tool finds after its time is no source, and the tool is told that its time is over", async () => {
  vi.useFakeTimers();
  const room = new TestRoom();
  const { organization } = room.attempt();
  const cite = vi.fn(() => "cited");
  const call: ToolCall = {
    ...{ organization, room: null, asker: ada, scopes: ALL_SCOPES, people: () => [ada] },
    ...{ env: room.ports.env, key: "test", turn: null, agent: agentId, asked: () => null, now: () => 0 },
    ...{
      isWritten: () => false,
      libraries: null,
      cite,
      builtOn: () => undefined,
      signal: new AbortController().signal,
    },
  };
  const found = Promise.withResolvers<undefined>();
  const ended = Promise.withResolvers<{ said: string; isOver: boolean }>();
  const slow = defineTool({
    name: "slow",
    description: "Finds something too late.",
    schema: z.object({}),
    repeat: "safe",
    needs: "read",
    touches: "documents",
    run: async (_, { cite: citeLate, signal }) => {
      await found.promise;
      ended.resolve({ said: citeLate([]), isOver: signal.aborted });
      return { ok: true, result: "Found." };
    },
  });
  const answer = callTool(slow, {}, call);
  await vi.advanceTimersByTimeAsync(TOOL_TIMEOUT);
  expect(await answer).toMatchObject({ ok: false, result: expect.stringContaining("in time") });
  found.resolve(undefined);
  expect(await ended.promise).toEqual({ said: "", isOver: true });
  expect(cite).not.toHaveBeenCalled();
});
