import { Problem } from "../problems/problem.ts";

/** A request is repeated that has replaced a secret, and another one has replaced that secret since. */
export const secretReplaced = (): Problem =>
  new Problem("conflict", "The secret that this request has made was replaced since. Replace it again.");
