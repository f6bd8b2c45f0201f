/** `parley-sdk/api`: the HTTP API for programs, with the types of its document. */
export { makeApi, type Api, type ApiOptions, type ApiResponse } from "./client.ts";
export type * from "./operations.ts";
export { ParleyError } from "../parley-error.ts";
