/** Tools of agents, as programs see and call them: types and paths of the HTTP API. */
import type { OrganizationId, RoomId } from "./ids.ts";
import type { Capability } from "./permissions.ts";
import type { JsonObject } from "./protocol/json.ts";

/** What a tool reads or changes. */
export type Touches =
  | "nothing"
  | "documents"
  | "messages"
  | "memory"
  | "reminders"
  | "tasks"
  | "notes"
  | "web"
  | "conversation"
  | "elsewhere";

/** `GET …/tools` → ToolInfo[] */
export interface ToolInfo {
  name: string;
  /** What the tool does, as a model is told it. */
  description: string;
  /** The JSON Schema of the arguments. */
  schema: JsonObject;
  /** The capability that who asks must have. */
  needs: Capability;
  touches: Touches;
}

/** `POST …/tools/execute` ← ToolRequest → ToolResult */
export interface ToolRequest {
  tool: string;
  arguments: JsonObject;
  /** Where it is called: a tool can be for rooms only, or find more in one. */
  room?: RoomId;
}

/** `ok`: whether the tool succeeded. A failure of the tool is a result too. */
export interface ToolResult {
  ok: boolean;
  result: string;
  /** What the call cost, millionths of a US dollar. */
  cost: number;
}

/** Of the app. */
export const toolsPath = (organization: OrganizationId): string => `/api/organizations/${organization}/tools`;
