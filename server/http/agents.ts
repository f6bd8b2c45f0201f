import { Hono } from "hono";
import type { Agent } from "../../shared/api.ts";
import { isAgentId } from "../../shared/ids.ts";
import { MAX_AGENTS } from "../../shared/limits.ts";
import { changeAgent, createAgent, deleteAgent, findAgent, listAgents } from "../directory/agents.ts";
import { openDirectory } from "../directory/directory.ts";
import { agentShapes } from "./agent-schemas.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { managersOnly } from "./middleware/managers-only.ts";
import { notFound, Problem } from "../problems/problem.ts";
import { pushRevocations } from "./push-revocations.ts";

const defaultStays = () =>
  new Problem("conflict", "An organization keeps a default agent. Make another one it.");

/** The AI members of the organization: everyone sees them, owners and admins make them. */
export const agents = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const { organization } = c.var.membership;
    return ok<Agent[]>(c, await listAgents(openDirectory(c.env.DB), organization.id));
  })
  .post("/", managersOnly, async (c) => {
    const agent = await readBody(c, agentShapes(c.env.AI_GATEWAY).create);
    const made = await createAgent(
      openDirectory(c.env.DB),
      {
        organization: c.var.membership.organization.id,
        by: c.var.user.id,
        agent,
        idempotencyKey: idempotencyKey(c),
      },
      Date.now(),
    );
    if (made === null) throw new Problem("too_many", `An organization has at most ${MAX_AGENTS} agents.`);
    return ok<Agent>(c, made, 201);
  })
  .patch("/:agent", managersOnly, async (c) => {
    const change = await readBody(c, agentShapes(c.env.AI_GATEWAY).change);
    const { organization } = c.var.membership;
    const id = c.req.param("agent");
    const agent = isAgentId(id) ? await findAgent(c.env.DB, organization.id, id) : null;
    if (agent === null) throw notFound();
    if (agent.isDefault && change.isDefault === false) throw defaultStays();
    const changed = await changeAgent(openDirectory(c.env.DB), organization.id, agent.id, change);
    if (changed === null) throw new Problem("conflict", "Somebody has changed this agent meanwhile.");
    return ok<Agent>(c, changed);
  })
  /** It leaves every room that it is in. */
  .delete("/:agent", managersOnly, async (c) => {
    const { organization } = c.var.membership;
    const id = c.req.param("agent");
    const agent = isAgentId(id) ? await findAgent(c.env.DB, organization.id, id) : null;
    if (agent === null) throw notFound();
    if (!(await deleteAgent(openDirectory(c.env.DB), organization.id, agent.id))) throw defaultStays();
    await pushRevocations(c);
    return ok(c, null);
  });
