import type { McpTool } from "../mcp-tool.ts";
import { ask } from "./ask.ts";
import { listLibraries } from "./list-libraries.ts";
import { listRooms } from "./list-rooms.ts";
import { postMessage } from "./post-message.ts";
import { readDocument } from "./read-document.ts";
import { readRoom } from "./read-room.ts";
import { searchDocuments } from "./search-documents.ts";
import { searchMessages } from "./search-messages.ts";

/** The tools of `/mcp`, in the order in which they are listed. To add one, add a file to this folder and an entry to this list. */
export const mcpTools: readonly McpTool[] = [
  listRooms,
  readRoom,
  searchMessages,
  searchDocuments,
  listLibraries,
  readDocument,
  postMessage,
  ask,
];
