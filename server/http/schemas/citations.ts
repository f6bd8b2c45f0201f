import * as z from "zod";
import type { Citation, Location } from "../../../shared/knowledge.ts";
import * as fields from "./fields.ts";

export const place: z.ZodType<Location> = z
  .strictObject({
    from: fields.count,
    to: fields.count,
    page: fields.count.exactOptional(),
    headings: z.array(z.string()).exactOptional(),
    line: fields.count.exactOptional(),
  })
  .meta({ id: "Location" });

export const citation: z.ZodType<Citation> = z
  .strictObject({
    n: fields.count,
    document: fields.documentId,
    library: fields.libraryId,
    version: fields.version,
    title: z.string(),
    place,
  })
  .meta({ id: "Citation" });
