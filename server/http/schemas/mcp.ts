import * as z from "zod";
import {
  MAX_MCP_HEADER_VALUE,
  MAX_MCP_HEADERS,
  MAX_MCP_ROOMS,
  MAX_WEBHOOK_ADDRESS,
} from "../../../shared/limits.ts";
import {
  MCP_ASKERS,
  MCP_PROBLEMS,
  type AllowMcpTool,
  type McpDefinition,
  type McpServer,
  type McpServerDetails,
  type McpTool,
} from "../../../shared/mcp.ts";
import { isJsonObject, type JsonObject } from "../../../shared/protocol/json.ts";
import * as fields from "./fields.ts";

/** What the protocol, the connection or this server says itself. */
const OWN_HEADERS =
  /^(?:host|connection|upgrade|te|trailer|transfer-encoding|expect|accept|cookie|origin|referer|user-agent|last-event-id|content-.*|mcp-.*|proxy-.*|sec-.*|cf-.*|x-forwarded-.*)$/i;

const header = z.object({
  name: z
    .string()
    .max(100)
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/)
    .refine((name) => !OWN_HEADERS.test(name)),
  value: z
    .string()
    .trim()
    .min(1)
    .max(MAX_MCP_HEADER_VALUE)
    .regex(/^[\x20-\x7e]*$/),
});

const settings = {
  name: fields.name,
  /** https. What is allowed is checked with the server's settings. */
  address: z.string().trim().max(MAX_WEBHOOK_ADDRESS),
  headers: z
    .array(header)
    .max(MAX_MCP_HEADERS)
    .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length),
};

export const newMcpServer = z.object({ ...settings, headers: settings.headers.default([]) });
export const mcpServerChange = z.object(settings).partial().extend({ revision: fields.version });

const terms = {
  rooms: z
    .array(fields.roomId)
    .min(1)
    .max(MAX_MCP_ROOMS)
    .transform((rooms) => [...new Set(rooms)])
    .nullable(),
  askers: z
    .array(z.enum(MCP_ASKERS))
    .min(1)
    .transform((askers) => MCP_ASKERS.filter((asker) => askers.includes(asker))),
  approval: z.enum(["ask", "never"]),
};

export const allowMcpTool: z.ZodType<AllowMcpTool> = z.object({
  ...terms,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

const serverFields = {
  id: fields.mcpServerId,
  revision: fields.version,
  name: z.string(),
  address: z.string(),
  headers: z.array(z.string()),
  createdBy: fields.userId,
  createdAt: fields.time,
  checkedAt: fields.time.nullable(),
  problem: z.enum(MCP_PROBLEMS).nullable(),
  allowed: fields.count,
  changed: fields.count,
};

export const mcpServer: z.ZodType<McpServer> = z.strictObject(serverFields);

const definitionFields = {
  description: z.string(),
  schema: z
    .record(z.string(), z.unknown())
    .refine((value): value is JsonObject => isJsonObject(value, Infinity)),
};
const definition: z.ZodType<McpDefinition> = z.strictObject(definitionFields);

export const mcpTool: z.ZodType<McpTool> = z.strictObject({
  ...definitionFields,
  id: z.string(),
  name: z.string(),
  digest: z.string(),
  gone: z.boolean(),
  consent: z
    .strictObject({
      by: fields.userId,
      at: fields.time,
      before: definition.nullable(),
      rooms: z.array(fields.roomId).nullable(),
      askers: z.array(z.enum(MCP_ASKERS)),
      approval: z.enum(["ask", "never"]),
    })
    .nullable(),
});

export const mcpServerDetails: z.ZodType<McpServerDetails> = z.strictObject({
  ...serverFields,
  tools: z.array(mcpTool),
  leftOut: fields.count,
});
