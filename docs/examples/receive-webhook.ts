/** Takes events of a webhook. `SECRET` is what Parley showed when the webhook was made. */
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const { SECRET = "", PORT = "3000" } = process.env;
const webhook = new Webhook(SECRET);
const seen = new Set<string>();

const server = createServer(async (request, response) => {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  try {
    // Throws if the event is not from Parley, or is old.
    const event = webhook.verify(body, request.headers as Record<string, string>) as Event;
    // An event may come more than once. A real program remembers this in its database.
    if (!seen.has(event.id)) console.log(event.type, event.data.message?.text ?? "");
    seen.add(event.id);
    response.writeHead(204).end();
  } catch {
    response.writeHead(400).end();
  }
});
server.listen(Number(PORT), "127.0.0.1", () => console.log("listening", server.address()));

type Event = { id: string; type: string; data: { message?: { text: string } } };
