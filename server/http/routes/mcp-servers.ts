/** Servers of the Model Context Protocol whose tools agents may call, for who manages the organization. */
import * as z from "zod";
import { isMcpServerId, type OrganizationId } from "../../../shared/ids.ts";
import { MAX_MCP_SERVERS } from "../../../shared/limits.ts";
import type { McpHeader, McpServer, McpServerDetails, McpTool } from "../../../shared/mcp.ts";
import { checkMcpServer } from "../../ai/mcp/check-server.ts";
import { sealedFor } from "../../ai/mcp/connect.ts";
import { shortOf } from "../../ai/mcp/tool-id.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import {
  allowMcpTool,
  changeMcpServer,
  createMcpServer,
  deleteMcpServer,
  findMcpServer,
  forbidMcpTool,
  listMcpServers,
  listMcpTools,
  type McpServerRow,
  type McpToolCounts,
  type McpToolRow,
} from "../../directory/mcp-servers.ts";
import { newId } from "../../directory/random-ids.ts";
import { seal } from "../../directory/secrets.ts";
import { isReceiver } from "../../outside/fetch.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/mcp.ts";

export const mcpServers = [
  route({
    method: "GET",
    path: "/mcp-servers",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.mcpServer)),
    run: async ({ env, organization }) =>
      (await listMcpServers(openDirectory(env.DB), organization.id)).map(serverOf),
  }),
  /** Asks it for its tools at once, and keeps it also if it does not answer. */
  route({
    method: "POST",
    path: "/mcp-servers",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.newMcpServer),
    answer: jsonAnswer(schemas.mcpServerDetails, 201),
    run: async ({ env, principal, organization, body: { name, headers, ...body }, idempotencyKey }) => {
      const made = await create(env, {
        ...{ id: newId("mcp"), organization: organization.id, createdBy: principal.user, name },
        ...{ address: addressIn(env, body.address), requestKey: idempotencyKey ?? null },
        ...(await sealed(env, organization.id, headers)),
      });
      if (made.checkedAt === null) await checkMcpServer(env, made);
      return detailsOf(env, organization.id, made.id);
    },
  }),
  route({
    method: "GET",
    path: "/mcp-servers/:server",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.mcpServerDetails),
    run: ({ env, organization, params }) => detailsOf(env, organization.id, params.server),
  }),
  /** Headers replace all headers. With another address all consents end. */
  route({
    method: "PATCH",
    path: "/mcp-servers/:server",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.mcpServerChange),
    answer: jsonAnswer(schemas.mcpServerDetails),
    run: async ({ env, organization, params, body }) => {
      const before = await load(env, organization.id, params.server);
      const { revision, name = before.name, address = before.address, headers } = body;
      const { headers: kept, headerNames } = before;
      const changed = await changeMcpServer(
        openDirectory(env.DB),
        { id: before.id, revision },
        {
          ...{ name, address: address === before.address ? address : addressIn(env, address) },
          ...(headers === undefined
            ? { headers: kept, headerNames }
            : await sealed(env, organization.id, headers)),
        },
      );
      if (changed === null) throw new Problem("conflict", "Somebody else has changed this server.");
      if (changed.checkedAt === null || headers !== undefined) await checkMcpServer(env, changed);
      return detailsOf(env, organization.id, before.id);
    },
  }),
  /** Asks it for its tools. Those that have changed cannot be called until somebody consents again. */
  route({
    method: "POST",
    path: "/mcp-servers/:server/check",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.mcpServerDetails),
    run: async ({ env, organization, params }) => {
      const server = await load(env, organization.id, params.server);
      await checkMcpServer(env, server);
      return detailsOf(env, organization.id, server.id);
    },
  }),
  route({
    method: "DELETE",
    path: "/mcp-servers/:server",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization, params }) => {
      const { id } = await load(env, organization.id, params.server);
      await deleteMcpServer(openDirectory(env.DB), id);
      return null;
    },
  }),
  /** Consents to the tool as it was shown. */
  route({
    method: "PUT",
    path: "/mcp-servers/:server/tools/:tool",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.allowMcpTool),
    answer: jsonAnswer(schemas.mcpTool),
    run: async ({ env, principal, organization, params, body: { digest, ...terms } }) => {
      const { id: server } = await load(env, organization.id, params.server);
      const allowed = await allowMcpTool(
        openDirectory(env.DB),
        { server, id: params.tool, digest },
        { ...terms, by: principal.user },
        Date.now(),
      );
      if (allowed === null)
        throw new Problem("conflict", "This tool has changed since it was shown. Look at it again.");
      return toolOf(allowed);
    },
  }),
  route({
    method: "DELETE",
    path: "/mcp-servers/:server/tools/:tool",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.mcpTool),
    run: async ({ env, organization, params }) => {
      const { id: server } = await load(env, organization.id, params.server);
      const forbidden = await forbidMcpTool(openDirectory(env.DB), { server, id: params.tool });
      if (forbidden === null) throw notFound();
      return toolOf(forbidden);
    },
  }),
];

/** Two requests at once can choose the same short name. */
const TRIES = 3;

async function create(env: Env, spec: Omit<Parameters<typeof createMcpServer>[1], "short">) {
  const directory = openDirectory(env.DB);
  for (let tries = 0; tries < TRIES; tries++) {
    const taken = (await listMcpServers(directory, spec.organization)).map(({ short }) => short);
    const made = await createMcpServer(directory, { ...spec, short: shortOf(spec.name, taken) }, Date.now());
    if (made === null)
      throw new Problem("too_many", `An organization has at most ${MAX_MCP_SERVERS} of these servers.`);
    if (made !== "short") return made;
  }
  throw new Problem("conflict", "Another server was added at the same time. Try again.");
}

async function sealed(
  env: Env,
  organization: OrganizationId,
  headers: readonly McpHeader[],
): Promise<Pick<McpServerRow, "headers" | "headerNames">> {
  return {
    headers:
      headers.length === 0
        ? null
        : await seal(env.BETTER_AUTH_SECRET, sealedFor(organization), JSON.stringify(headers)),
    headerNames: headers.map(({ name }) => name),
  };
}

/** As it is asked. What its name resolves to is checked with each request. */
function addressIn({ OUTSIDE_ALLOW: allow }: Env, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isReceiver(url, { allow }))
    throw new Problem("bad_type", "The address must begin with https:// and be public.");
  url.hash = "";
  return url.href;
}

async function load(env: Env, organization: OrganizationId, id: string): Promise<McpServerRow> {
  const found = isMcpServerId(id) ? await findMcpServer(openDirectory(env.DB), organization, id) : null;
  if (found === null) throw notFound();
  return found;
}

async function detailsOf(env: Env, organization: OrganizationId, id: string): Promise<McpServerDetails> {
  const server = await load(env, organization, id);
  const tools = (await listMcpTools(openDirectory(env.DB), server.id)).map(toolOf);
  const allowed = tools.filter(({ consent, gone }) => consent !== null && consent.before === null && !gone);
  const consented = tools.filter(({ consent }) => consent !== null);
  const counts = { allowed: allowed.length, changed: consented.length - allowed.length };
  return { ...serverOf({ ...server, ...counts }), tools, leftOut: server.leftOut };
}

function serverOf({ headerNames, ...row }: McpServerRow & McpToolCounts): McpServer {
  const { id, revision, name, address, createdBy, createdAt, checkedAt, problem, allowed, changed } = row;
  return {
    ...{ id, revision, name, address, headers: headerNames, createdBy, createdAt },
    ...{ checkedAt, problem, allowed, changed },
  };
}

function toolOf(row: McpToolRow): McpTool {
  const { id, name, description, schema, digest, gone } = row;
  const { consentDigest, consentDescription, consentSchema, consentBy, consentAt } = row;
  const before =
    consentDigest === digest || consentDescription === null || consentSchema === null
      ? null
      : { description: consentDescription, schema: consentSchema };
  return {
    ...{ id, name, description, schema, digest, gone },
    consent:
      consentBy === null || consentAt === null
        ? null
        : {
            ...{ by: consentBy, at: consentAt, before },
            ...{ rooms: row.rooms, askers: row.askers ?? [], approval: row.approval ?? "ask" },
          },
  };
}
