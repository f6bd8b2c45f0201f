/** The comparison for a shared text: unmodified y-partyserver. It stores nothing. */
import { getServerByName, Server } from "partyserver";
import { withYjs } from "y-partyserver";

export class Baseline extends withYjs(Server) {
  static override options = { hibernate: true };
}

interface Env {
  BASELINE: DurableObjectNamespace<Baseline>;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    return (await getServerByName(env.BASELINE, "room")).fetch(request);
  },
};
