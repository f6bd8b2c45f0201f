/** Tools of agents, called by a program. The same limits hold as for an agent's call. */
import { zodSchema } from "ai";
import * as z from "zod";
import type { ToolInfo } from "../../../shared/api-tools.ts";
import { allowed } from "../../../shared/permissions.ts";
import { isJsonObject, type JsonObject } from "../../../shared/protocol/json.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { findToolsOfServers } from "../../ai/mcp/tools-of-servers.ts";
import { tools as own } from "../../ai/tools/index.ts";
import { callTool } from "../../ai/tools/call-tool.ts";
import type { Tool, ToolPlace } from "../../ai/contract/tool.ts";
import { encodeSources } from "../../ai/prompt/sources.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { claimKey } from "../../directory/idempotent-requests.ts";
import { newRowId } from "../../directory/random-ids.ts";
import { callerOf } from "../../principals/caller-of.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { findMyRoom, type Entered } from "../access.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/tools.ts";

export const tools = [
  route({
    method: "GET",
    path: "/tools",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.toolInfo)),
    v1: true,
    about: "Lists the tools that agents may call.",
    run: async (call) => (await toolsFor(call)).map(infoOf),
  }),
  route({
    method: "POST",
    path: "/tools/execute",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.toolRequest),
    answer: jsonAnswer(schemas.toolResult),
    v1: "only",
    aliases: ["/tools/execute"],
    about: "Calls a tool of agents. A call that a person must allow is refused.",
    run: async ({ env, principal, organization, body, idempotencyKey, request }) => {
      const found = await findPlace(env, { principal, organization }, body.room);
      const all = await toolsFor({ env, principal, organization });
      const tool = all.find(({ name }) => name === body.tool);
      if (tool === undefined || !(tool.isOffered?.(found.place) ?? true)) throw notFound();
      if (!found.may(tool)) throw new Problem("forbidden", "You may not use this tool here.");
      const args = tool.schema.safeParse(body.arguments);
      if (!args.success) throw new Problem("bad_type", "The arguments do not fit the tool.");
      if (tool.asks(body.arguments, found.place))
        throw new Problem("forbidden", "A person must allow this call. Ask an agent in a room to make it.");
      if (tool.repeat === "never" && idempotencyKey !== undefined) await claimCall(env, idempotencyKey);
      const {
        ok,
        result,
        cost = 0,
      } = await callTool(tool, body.arguments, {
        ...found.place,
        ...{
          env,
          key: idempotencyKey ?? newRowId("call"),
          turn: null,
          agent: null,
          asked: () => null,
          now: Date.now,
        },
        builtOn: () => undefined,
        cite: (passages) => encodeSources([...passages]).text,
        signal: request.signal,
      });
      return { ok, result, cost };
    },
  }),
];

/** A tool that cannot tell two calls from one is called once for each request, whatever came of it. */
async function claimCall({ DB }: Env, digest: string): Promise<void> {
  const claim = await claimKey(openDirectory(DB), { key: `call ${digest}`, request: digest }, Date.now());
  if (claim !== "new")
    throw new Problem("conflict", "This call was made before, and is not repeated. Its result is not known.");
}

async function toolsFor({
  env,
  principal: { user: asker },
  organization,
}: Entered["organization"] & { env: Env }): Promise<Tool[]> {
  return [...own, ...(await findToolsOfServers(env, { organization: organization.id, asker }))];
}

/** Levels of a schema of our own. */
const MAX_SCHEMA_DEPTH = 32;

function infoOf({ name, description, schema, parameters, needs, touches }: Tool): ToolInfo {
  return { name, description, schema: parameters ?? ownSchemaOf(name, schema), needs, touches };
}

function ownSchemaOf(name: string, schema: Tool["schema"]): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(zodSchema(schema).jsonSchema));
  if (!isJsonObject(json, MAX_SCHEMA_DEPTH)) throw new Error(`${name} has no schema of an object`);
  return json;
}

/** Where the caller calls a tool. Only they read the result, and no message is before them. */
async function findPlace(
  env: Env,
  { principal, organization }: Entered["organization"],
  room: RoomId | undefined,
): Promise<{ place: ToolPlace; may: (tool: Tool) => boolean }> {
  const { user } = principal;
  const { scopes } = callerOf(principal);
  const at = {
    organization: organization.id,
    asker: user,
    scopes,
    people: () => [user],
    isWritten: () => false,
    libraries: null,
  };
  if (room === undefined) {
    const { role } = organization;
    return {
      place: { ...at, room: null },
      may: ({ needs }) => allowed({ role, scopes }, needs, "organization"),
    };
  }
  const found = await findMyRoom(env, organization.id, user, room);
  if (found === null) throw notFound();
  const { kind } = found.room;
  return {
    place: { ...at, room: { id: room, kind } },
    may: ({ needs }) => allowed({ role: found.role, scopes }, needs, kind),
  };
}
