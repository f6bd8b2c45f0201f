import type { ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Edge } from "../context.ts";
import { diskProblem } from "../../problems/disk-problem.ts";
import { DAMAGED_DATA_MESSAGE, diskFault, isDamage } from "../../storage/storage-fault.ts";
import { refuse } from "../response-envelope.ts";
import { notFound, Problem } from "../../problems/problem.ts";

/** Converts every thrown error into an answer. Details of unexpected errors go only to the log. */
export const onError: ErrorHandler<Edge> = (error, c) => {
  if (error instanceof Problem) return refuse(c, error);
  if (error instanceof HTTPException && error.status === 413) {
    return refuse(c, new Problem("too_large", "That is too large."));
  }
  if (isDamage(error)) {
    console.error("damaged", { traceId: c.var.traceId, error });
    return refuse(c, new Problem("damaged", DAMAGED_DATA_MESSAGE));
  }
  const fault = diskFault();
  if (fault !== null) return refuse(c, diskProblem(fault));
  console.error("unforeseen", { traceId: c.var.traceId, error });
  return refuse(c, new Problem("internal", "Something went wrong on the server."));
};

export const onNotFound: NotFoundHandler<Edge> = (c) => refuse(c, notFound());
