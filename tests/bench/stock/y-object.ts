/** What one would take from the shelf for a shared text: y-partyserver as it comes. It keeps nothing. */
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
