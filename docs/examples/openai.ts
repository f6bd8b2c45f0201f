/** Asks with the package `openai`. */
import OpenAI from "openai";

const { PARLEY = "http://localhost:8787", KEY = "" } = process.env;
const client = new OpenAI({ baseURL: `${PARLEY}/v1`, apiKey: KEY });

const stream = await client.chat.completions.create({
  model: "parley",
  messages: [{ role: "user", content: "What is 6 * 7?" }],
  stream: true,
});
for await (const { choices } of stream) process.stdout.write(choices[0]?.delta.content ?? "");
