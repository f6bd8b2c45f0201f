/** Asks, and prints the answer. `PARLEY` is the address of the server, `KEY` an API key. */
import { makeApi, ParleyError } from "parley-sdk/api";

const { PARLEY = "http://localhost:8787", KEY = "" } = process.env;
const api = makeApi({ server: PARLEY, key: KEY, fetch });

try {
  const question = process.argv[2] ?? "What is 6 * 7?";
  const { answer, sources } = await api("POST /chat", { body: { message: question } });
  console.log(answer);
  for (const { n, title } of sources) console.log(`[${n}] ${title}`);
} catch (error) {
  if (!(error instanceof ParleyError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
