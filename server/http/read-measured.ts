import type { Context } from "hono";
import { measureBody, type MeasuredBody } from "../knowledge/documents/measured-body.ts";
import type { Edge } from "./context.ts";

/** The body of this request, of at most so many bytes; nothing of it is read yet. */
export const readMeasured = <E extends Edge>(c: Context<E>, most: number): MeasuredBody =>
  measureBody(c.req.header("content-length") ?? "", c.req.raw.body, most);
