import type { ZodType } from "zod";
import { Problem } from "../problems/problem.ts";

/** The query parameters that a route accepts. */
export interface QueryKind<Query> {
  readonly schema: ZodType<Query>;
  read: (query: Record<string, string>) => Query;
}

/** `message`: the error text for people, which names the accepted values. */
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
