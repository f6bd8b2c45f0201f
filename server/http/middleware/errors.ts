import type { ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Edge } from "../context.ts";
import { diskProblem } from "../../problems/disk-problem.ts";
import { DAMAGED_DATA_MESSAGE, diskFault, isDamage } from "../../storage/storage-fault.ts";
import { refuse } from "../response-envelope.ts";
import { notFound, Problem } from "../../problems/problem.ts";

/** Converts every thrown error into an answer. */
export const onError: ErrorHandler<Edge> = (error, c) => refuse(c, problemOf(error, c.var.traceId));

/** What people are told of an error. Details of unexpected ones go only to the log. */
export function problemOf(error: Error, traceId: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 413)
    return new Problem("too_large", "That is too large.");
  if (isDamage(error)) {
    console.error("damaged", { traceId, error });
    return new Problem("damaged", DAMAGED_DATA_MESSAGE);
  }
  const fault = diskFault();
  if (fault !== null) return diskProblem(fault);
  console.error("unforeseen", { traceId, error });
  return new Problem("internal", "Something went wrong on the server.");
}

export const onNotFound: NotFoundHandler<Edge> = (c) => refuse(c, notFound());
