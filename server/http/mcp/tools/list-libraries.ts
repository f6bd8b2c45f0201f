import * as z from "zod";
import { openDirectory } from "../../../directory/directory.ts";
import { listLibraries as list } from "../../../knowledge/libraries/libraries.ts";
import { readerOf } from "../../reader-of.ts";
import { defineMcpTool } from "../mcp-tool.ts";

export const listLibraries = defineMcpTool({
  name: "list_libraries",
  title: "List libraries",
  description: "Lists the libraries whose documents you may read.",
  schema: z.object({}),
  needs: "read",
  writes: false,
  run: async (_, call) => ({
    libraries: (await list(openDirectory(call.env.DB), readerOf(call))).map(
      ({ id, name, description, documents }) => ({ id, name, description, documents }),
    ),
  }),
});
