import type { ZodType } from "zod";
import { Problem } from "../problems/problem.ts";

/** What a route takes from the query of its address. */
export interface QueryKind<Query> {
  readonly schema: ZodType<Query>;
  read: (query: Record<string, string>) => Query;
}

/** `message` says to a person what may be asked. */
export function query<Query>(schema: ZodType<Query>, message: string): QueryKind<Query> {
  return {
    schema,
    read(sent) {
      const parsed = schema.safeParse(sent);
      if (!parsed.success) throw new Problem("bad_type", message);
      return parsed.data;
    },
  };
}
