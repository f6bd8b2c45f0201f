import * as z from "zod";
import { idPattern, isMemoryId } from "../../../shared/ids.ts";

export const memoryIdSchema = z
  .string()
  .meta({ pattern: idPattern("mem") })
  .refine(isMemoryId);
