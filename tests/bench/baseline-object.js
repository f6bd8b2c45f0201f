/**
 * The baseline: a minimal hand-written chat. A hibernating Durable Object that stores each message and sends it to everyone,
 * without people, permissions, idempotency or catch-up. The insert is equal: one row, one unique index.
 */
import { DurableObject } from "cloudflare:workers";

export class Baseline extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, id TEXT, author TEXT, at INTEGER, text TEXT)",
    );
    ctx.storage.sql.exec("CREATE UNIQUE INDEX IF NOT EXISTS by_id ON messages (author, id)");
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(_, data) {
    const { id, text, tokens, every } = JSON.parse(data);
    if (tokens !== undefined) return this.stream(tokens, every);
    const at = Date.now();
    const { seq } = this.ctx.storage.sql
      .exec("INSERT INTO messages (id, author, at, text) VALUES (?, 'ada', ?, ?) RETURNING seq", id, at, text)
      .one();
    const frame = JSON.stringify({ type: "message", seq, at, by: "ada", message: { id, text } });
    for (const socket of this.ctx.getWebSockets()) socket.send(frame);
  }

  /** One frame for each token: the provider's chunk, passed on unchanged. */
  async stream(tokens, every) {
    const began = Date.now();
    for (let n = 0; n < tokens; n++) {
      const wait = began + n * every - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const frame = JSON.stringify({
        id: "chatcmpl-0000000000000000000000",
        object: "chat.completion.chunk",
        created: 1_800_000_000,
        model: "some-model",
        choices: [{ index: 0, delta: { content: `word ${n} ` }, finish_reason: null }],
      });
      for (const socket of this.ctx.getWebSockets()) socket.send(frame);
    }
    const end = JSON.stringify({ type: "end", message: "msg_0000000000000000000000000a" });
    for (const socket of this.ctx.getWebSockets()) socket.send(end);
  }
}

export default {
  fetch: (request, env) => env.BASELINE.get(env.BASELINE.idFromName("room")).fetch(request),
};
