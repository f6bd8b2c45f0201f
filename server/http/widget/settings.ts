/** The settings of a widget: as it is made, and after a change. */
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import type { StoredSettings } from "../../directory/schema/widgets.ts";
import { seal } from "../../directory/secrets.ts";
import { Problem } from "../../problems/problem.ts";
import type { NewWidgetBody, WidgetChangeBody } from "../schemas/widgets.ts";
import { sealedFor } from "./challenge.ts";

/** Answers of the AI that one visitor gets in a day, unless the company says another number. */
const ANSWERS_PER_DAY = 50;

/** What is left out has the default. A new widget reads no library. */
export async function firstSettings(
  env: Env,
  organization: OrganizationId,
  { look, agent, ...body }: NewWidgetBody,
): Promise<StoredSettings> {
  const first: StoredSettings = {
    look,
    texts: {},
    starters: {},
    form: [],
    hours: null,
    language: "en",
    origins: [],
    agent: agent ?? (await findDefaultAgent(openDirectory(env.DB), organization)).user,
    libraries: [],
    answersPerDay: ANSWERS_PER_DAY,
    enforce: false,
    turnstile: null,
  };
  return changedSettings(first, body);
}

export function changedSettings(
  before: StoredSettings,
  { turnstile, ...change }: Omit<WidgetChangeBody, "revision">,
): StoredSettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return {
    ...before,
    ...given,
    ...(turnstile === undefined
      ? {}
      : { turnstile: turnstile === null ? null : { siteKey: turnstile.siteKey } }),
  };
}

/** The sealed secret after the change. A challenge without a secret could be passed by nobody, so it is refused. */
export async function sealTurnstile(
  env: Env,
  organization: OrganizationId,
  turnstile: WidgetChangeBody["turnstile"],
  before: string | null,
): Promise<string | null> {
  if (turnstile === undefined) return before;
  if (turnstile === null) return null;
  if (turnstile.secret !== undefined)
    return seal(env.BETTER_AUTH_SECRET, sealedFor(organization), turnstile.secret);
  if (before === null) throw new Problem("bad_type", "“secret” is missing.");
  return before;
}
