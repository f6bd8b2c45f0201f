/** Moderation policy, budget and memory of the AI: every member may read them; owners and admins change them. */
import { findModerationPolicy, saveModerationPolicy } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { isMemoryOn, switchOrganization } from "../../memory/switches.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/ai.ts";

export const aiSettings = [
  route({
    method: "GET",
    path: "/ai",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.aiSettings),
    v1: true,
    about: "Returns how messages are moderated, what models may cost, and whether anything is remembered.",
    run: async ({ env, organization: { id } }) => {
      const [moderation, budget, memory] = await Promise.all([
        findModerationPolicy(env.DB, id),
        env.METER.getByName(id).budget(),
        isMemoryOn(env.DB, id),
      ]);
      return { moderation, budget, memory };
    },
  }),
  // The settings are in two stores. If writing to one fails, the request fails, and the client sends it again.
  route({
    method: "PUT",
    path: "/ai",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.changeAiSettings),
    answer: jsonAnswer(schemas.aiSettings),
    v1: true,
    about: "Changes how messages are moderated, what models may cost, and whether anything is remembered.",
    run: async ({ env, organization: { id }, body: { moderation, budget, memory } }) => {
      await env.METER.getByName(id).setBudget(budget);
      await saveModerationPolicy(openDirectory(env.DB), id, moderation);
      if (memory !== undefined) await switchOrganization(openDirectory(env.DB), id, memory);
      return { moderation, budget, memory: memory ?? (await isMemoryOn(env.DB, id)) };
    },
  }),
];
