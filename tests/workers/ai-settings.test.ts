import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type AiSettings } from "../../shared/api.ts";
import { findModerationPolicy } from "../../server/directory/agents.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { signUp, team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

const UNTOUCHED: AiSettings = { moderation: "off", budget: { day: null, month: null }, memory: true };
const STRICT: AiSettings = { moderation: "hold", budget: { day: 0, month: 5_000_000 }, memory: false };

describe("what the AI may do and cost", () => {
  it("MODERATION-1: a new organization checks nothing and has no budget", async () => {
    const { grace, organization } = await team();
    expect(await grace.must(grace.get(paths.aiSettings(organization.id)))).toEqual(UNTOUCHED);
    expect(await findModerationPolicy(env.DB, organization.id)).toBe("off");
    expect(await findModerationPolicy(env.DB, newId("org"))).toBe("off");
  });

  it.each(["off", "flag", "hold", "block"] as const)(
    "MODERATION-1: the policy %s is kept",
    async (moderation) => {
      const { ada, organization } = await team();
      await ada.must(ada.send("PUT", paths.aiSettings(organization.id), { ...STRICT, moderation }));
      expect(await findModerationPolicy(env.DB, organization.id)).toBe(moderation);
    },
  );

  it("METER-1: owners and admins set the budget, and the next grant is within it", async () => {
    const { ada, grace, organization } = await team();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization.id, "admin"));
    const path = paths.aiSettings(organization.id);
    expect(await linus.must(linus.send("PUT", path, STRICT))).toEqual(STRICT);
    expect(await grace.must(grace.get(path))).toEqual(STRICT);
    const meter = env.METER.getByName(organization.id);
    expect(await meter.grant({ turn: newId("turn"), cost: 1 }, Date.now())).toMatchObject({ granted: false });
    expect(codeOf(await grace.send("PUT", path, UNTOUCHED))).toBe("forbidden");
    expect(await ada.must(ada.get(path))).toEqual(STRICT);
    await ada.must(ada.send("PUT", path, UNTOUCHED));
    expect(await meter.grant({ turn: newId("turn"), cost: 1 }, Date.now())).toMatchObject({ granted: true });
  });

  it("MODERATION-1: for others there is nothing to read or set", async () => {
    const [{ ada, organization }, mallory] = await Promise.all([team(), signUp("mallory")]);
    const path = paths.aiSettings(organization.id);
    expect(codeOf(await mallory.get(path))).toBe("not_found");
    expect(codeOf(await mallory.send("PUT", path, STRICT))).toBe("not_found");
    expect(await ada.must(ada.get(path))).toEqual(UNTOUCHED);
  });

  it.each([
    ["nothing", {}],
    ["no budget", { moderation: "off" }],
    ["another policy", { ...UNTOUCHED, moderation: "sometimes" }],
    ["half a budget", { moderation: "off", budget: { day: 1 } }],
    ["debts", { moderation: "off", budget: { day: -1, month: null } }],
    ["fractions of a millionth", { moderation: "off", budget: { day: 0.5, month: null } }],
    ["more than can be counted", { moderation: "off", budget: { day: null, month: 2 ** 53 } }],
    ["words", { moderation: "off", budget: { day: "much", month: null } }],
  ])("METER-1: %s is no setting", async (_, body) => {
    const { ada, organization } = await team();
    expect(codeOf(await ada.send("PUT", paths.aiSettings(organization.id), body))).toBe("bad_type");
    expect(await ada.must(ada.get(paths.aiSettings(organization.id)))).toEqual(UNTOUCHED);
  });
});
