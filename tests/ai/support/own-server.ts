import { ownModelOf } from "../../../server/ai/model/models.ts";
import { localAi } from "./local-ai.ts";
import { TestRoom } from "./room.ts";

/** A room whose agent is answered by this model server, as `LOCAL_AI_URL` sets it. */
export function ownServer(url: string, { loading = 5_000 } = {}): TestRoom {
  const forwardTo = { url, model: "llama3.2", key: "secret-key-0123", loading };
  const room = new TestRoom(localAi({ mode: "built-in", forwardTo }));
  room.own = ownModelOf({ LOCAL_AI_URL: url, LOCAL_AI_MODEL: "llama3.2" });
  return room;
}
