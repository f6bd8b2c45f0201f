import type { Context } from "hono";
import type { ZodType } from "zod";
import { Problem } from "../problems/problem.ts";

/** The body, once it has the shape; unknown fields are dropped. */
export async function readBody<Body>(c: Context, shape: ZodType<Body>): Promise<Body> {
  const parsed = shape.safeParse(await readJson(c));
  if (!parsed.success) throw new Problem("bad_type", "That is not what belongs here.");
  return parsed.data;
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (error) {
    // The body limit throws from within the read.
    if (error instanceof Problem) throw error;
    throw new Problem("bad_json", "That is no JSON.");
  }
}
