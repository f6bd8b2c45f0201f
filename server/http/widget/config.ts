import type { Envelope } from "../../../shared/api.ts";
import type { WidgetConfig } from "../../../shared/widget.ts";
import type { Env } from "../../bindings/env.ts";
import { findAgent, findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { hashToken } from "../../directory/secrets.ts";
import type { WidgetRow } from "../../directory/widgets.ts";
import { PUBLIC_COPY } from "../middleware/security-headers.ts";
import * as schemas from "../schemas/widgets.ts";

/** The agent that the widget names, or the organization's default agent if that one is deleted. */
export async function agentOf(
  env: Env,
  { organization, settings }: Pick<WidgetRow, "organization" | "settings">,
): Promise<WidgetConfig["agent"]> {
  const agent = await findAgent(env.DB, organization, settings.agent);
  if (agent !== null) return { id: agent.id, name: agent.name };
  const { user, name } = await findDefaultAgent(openDirectory(env.DB), organization);
  return { id: user, name };
}

export async function configOf(env: Env, row: WidgetRow): Promise<WidgetConfig> {
  const { look, texts, starters, form, hours, language, turnstile } = row.settings;
  return schemas.config.parse({
    id: row.id,
    revision: row.revision,
    look,
    texts,
    starters,
    form,
    hours,
    language,
    agent: await agentOf(env, row),
    challenge: turnstile?.siteKey ?? null,
  });
}

/** Readable by every page. The loader asks with each page view, so an unchanged answer has no body. */
export async function answerConfig(env: Env, headers: Headers, row: WidgetRow): Promise<Response> {
  const data = await configOf(env, row);
  // Without a trace id, so that the answer is the same for everybody.
  const text = JSON.stringify({ ok: true, data } satisfies Omit<
    Envelope<WidgetConfig> & { ok: true },
    "traceId"
  >);
  const etag = `"${(await hashToken(text)).slice(0, 32)}"`;
  const shared = { etag, "cache-control": PUBLIC_COPY, "access-control-allow-origin": "*" };
  const isKnown = (headers.get("if-none-match") ?? "").includes(etag);
  if (isKnown) return new Response(null, { status: 304, headers: shared });
  return new Response(text, { headers: { ...shared, "content-type": "application/json" } });
}
