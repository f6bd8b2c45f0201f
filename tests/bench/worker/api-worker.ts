/**
 * Parley's local Worker, and beside it a bare Hono handler that makes the same statements to D1 and sends the same answer, without anything of
 * Parley. What the statements are is recorded from requests with the header `x-bench-record`.
 */
import { Hono } from "hono";
import { app } from "../../../server/app.ts";
import type { Env } from "../../../server/bindings/env.ts";
export * from "../../../server/local.ts";

interface Statement {
  text: string;
  values: unknown[];
}
interface Recorded {
  statements: Statement[];
  answer: object;
}
const recorded = new Map<string, Recorded>();

const bare = new Hono<{ Bindings: Env }>().get("/bare/:name", async (c) => {
  const found = recorded.get(c.req.param("name"));
  if (found === undefined) return c.notFound();
  for (const { text, values } of found.statements)
    await c.env.DB.prepare(text)
      .bind(...values)
      .all();
  return c.json(found.answer);
});

/** A named entry point, so that it is reached without the router. */
export const bench = {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    if (new URL(request.url).pathname.startsWith("/bare/")) return bare.fetch(request, env, context);
    const name = request.headers.get("x-bench-record");
    if (name === null) return app.fetch(request, env, context);
    const statements: Statement[] = [];
    const response = await app.fetch(request, { ...env, DB: recording(env.DB, statements) }, context);
    const answer = await response.clone().json<object>();
    // Only reads can be repeated.
    const reads = statements.filter(({ text }) => /^\s*(select|with)/i.test(text));
    recorded.set(name, { statements: reads, answer });
    const told = new Response(response.body, response);
    told.headers.set("x-bench-reads", String(reads.length));
    return told;
  },
};

export default bench;

function recording(database: D1Database, statements: Statement[]): D1Database {
  return new Proxy(database, {
    get(target, name: keyof D1Database) {
      if (name !== "prepare") return target[name].bind(target);
      return (text: string) => {
        const prepared = target.prepare(text);
        const statement: Statement = { text, values: [] };
        statements.push(statement);
        const bind = prepared.bind.bind(prepared);
        prepared.bind = (...values: unknown[]) => {
          statement.values = values;
          return bind(...values);
        };
        return prepared;
      };
    },
  });
}
