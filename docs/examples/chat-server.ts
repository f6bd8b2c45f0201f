/** Your own server between the page and Parley. It knows the key; the page does not. */
import { createServer } from "node:http";

const { PARLEY = "http://localhost:8787", KEY = "", PORT = "3001" } = process.env;

const server = createServer(async (request, response) => {
  // Here your server checks who asks. Whoever passes, asks as the key's account.
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const answer = await fetch(`${PARLEY}/api/chat`, { method: "POST", headers, body });
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
  for await (const piece of answer.body ?? []) response.write(piece);
  response.end();
});
server.listen(Number(PORT), "127.0.0.1", () => console.log("listening", server.address()));
