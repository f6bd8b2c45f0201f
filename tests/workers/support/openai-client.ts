import OpenAI from "openai";
import { exports } from "cloudflare:workers";
import { ORIGIN } from "./visitor.ts";

/** OpenAI's own client with a key of Parley. */
export const openAiClient = (apiKey: string): OpenAI =>
  new OpenAI({
    apiKey,
    baseURL: `${ORIGIN}/v1`,
    maxRetries: 0,
    fetch: (input, init) => exports.default.fetch(new Request(input as string, init as RequestInit)),
  });
