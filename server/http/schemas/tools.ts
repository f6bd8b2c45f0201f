import * as z from "zod";
import type { ToolInfo, ToolRequest, ToolResult } from "../../../shared/api-tools.ts";
import { MAX_TOOL_ARGS, MAX_TOOL_NAME } from "../../../shared/limits.ts";
import { CAPABILITIES } from "../../../shared/permissions.ts";
import { isJsonObject, type JsonObject } from "../../../shared/protocol/json.ts";
import * as fields from "./fields.ts";

/** Levels of arguments: no tool has deeper ones. */
const MAX_DEPTH = 16;

const jsonObject = (depth: number) =>
  z.record(z.string(), z.unknown()).refine((value): value is JsonObject => isJsonObject(value, depth));

export const toolInfo: z.ZodType<ToolInfo> = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    // However deep references in a schema of another server make it.
    schema: jsonObject(Infinity),
    needs: z.enum(CAPABILITIES),
    touches: z.enum([
      "nothing",
      "documents",
      "messages",
      "memory",
      "reminders",
      "tasks",
      "notes",
      "web",
      "conversation",
      "elsewhere",
    ]),
  })
  .meta({ id: "Tool" });

export const toolRequest: z.ZodType<ToolRequest> = z
  .object({
    tool: z.string().max(MAX_TOOL_NAME),
    arguments: jsonObject(MAX_DEPTH).refine((value) => JSON.stringify(value).length <= MAX_TOOL_ARGS),
    room: fields.roomId.exactOptional(),
  })
  .meta({ id: "ToolRequest" });

export const toolResult: z.ZodType<ToolResult> = z
  .strictObject({ ok: z.boolean(), result: z.string(), cost: z.number() })
  .meta({ id: "ToolResult" });
