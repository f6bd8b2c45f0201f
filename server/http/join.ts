import { Hono } from "hono";
import { z } from "zod";
import type { InvitationPreview, OrganizationSummary } from "../../shared/api.ts";
import { openDirectory } from "../directory/directory.ts";
import { acceptInvitation, previewInvitation } from "../directory/invitations.ts";
import { findMembership } from "../directory/organizations.ts";
import { isToken } from "../directory/secrets.ts";
import { welcome } from "../directory/object-calls.ts";
import { readBody } from "./body.ts";
import type { Edge, SignedInEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { signedIn } from "./middleware/identity.ts";
import { requestRate } from "./middleware/limits.ts";
import { notFound, Problem } from "../problems/problem.ts";

const tokenShape = z.object({ token: z.string() });

/** The other side of an invitation. The token comes in a body only, so that no log and no Referer has it. */
export const join = new Hono<Edge>()
  // Before signing up one may see where one is going.
  .post("/preview", async (c) => {
    const { token } = await readBody(c, tokenShape);
    if (!isToken(token)) throw notFound();
    const preview = await previewInvitation(openDirectory(c.env.DB), token, Date.now());
    if (preview === null) throw notFound();
    return ok<InvitationPreview>(c, preview);
  })
  .route("/accept", new Hono<SignedInEdge>().use(signedIn, requestRate).post("/", accept));

async function accept(c: Parameters<typeof signedIn>[0]): Promise<Response> {
  const { token } = await readBody(c, tokenShape);
  if (!isToken(token)) throw notFound();
  const directory = openDirectory(c.env.DB);
  const now = Date.now();
  const { id: user, name } = c.var.user;
  const acceptance = await acceptInvitation(directory, token, user, now);
  if (acceptance.type === "unknown") throw notFound();
  if (acceptance.type === "used") throw new Problem("conflict", "Somebody has used this link already.");
  const membership = await findMembership(directory, acceptance.organization, user);
  if (membership === null) throw notFound();
  if (membership.welcomedAt === null) await welcome(c.env, membership, { user, name }, now);
  return ok<OrganizationSummary>(c, membership.organization);
}
