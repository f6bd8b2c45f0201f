/** Whether this server works, for load balancers and for who runs it. Without a key, and without anything that names a person or a room. */
import { Hono } from "hono";
import type { Health, ServiceHealth } from "../../shared/health.ts";
import type { Env } from "../bindings/env.ts";
import { diskFault } from "../storage/storage-fault.ts";
import type { Edge } from "./context.ts";

/** A service that has not answered by then counts as failed, milliseconds. */
const PATIENCE = 5_000;
/** The answer for all services is kept for this long, so that nobody loads them by asking, milliseconds. */
const KEPT = 5_000;

type Check = (env: Env) => Promise<unknown>;

const database: Check = ({ DB }) => DB.prepare("SELECT 1").first();

/** One harmless read of each binding. Models are not asked: an answer costs money. */
const services: Readonly<Record<string, Check>> = {
  database,
  files: ({ FILES }) => FILES.head("health"),
  cache: ({ CACHE }) => CACHE.get("health"),
  vectors: ({ VECTORIZE }) => VECTORIZE.describe(),
  objects: ({ METER }) => METER.getByName("health").budget(),
  storage: async () => {
    const fault = diskFault();
    if (fault !== null) throw new Error(fault);
  },
};

/** The result is kept and not its promise: a promise ends with the request that began it. */
let last: { at: number; health: Health } | null = null;

export const health = new Hono<Edge>()
  .get("/", (c) => c.json({ ok: true, services: {} } satisfies Health))
  .get("/db", async (c) => answered(await checkAll(c.env, { database })))
  .get("/services", async (c) => {
    if (last === null || Date.now() - last.at > KEPT) {
      const health = await checkAll(c.env, services);
      last = { at: Date.now(), health };
    }
    return answered(last.health);
  });

function answered(found: Health): Response {
  return Response.json(found, { status: found.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}

async function checkAll(env: Env, checks: Readonly<Record<string, Check>>): Promise<Health> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await healthOf(name, check, env)] as const),
  );
  return { ok: found.every(([, { ok }]) => ok), services: Object.fromEntries(found) };
}

async function healthOf(name: string, check: Check, env: Env): Promise<ServiceHealth> {
  const start = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), PATIENCE);
  });
  try {
    await Promise.race([check(env), late]);
    return { ok: true, milliseconds: Date.now() - start };
  } catch (error) {
    // What went wrong may name things that strangers must not read.
    console.error("not healthy", name, error);
    return { ok: false, milliseconds: Date.now() - start };
  } finally {
    clearTimeout(timer);
  }
}
