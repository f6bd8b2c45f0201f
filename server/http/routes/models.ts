import * as z from "zod";
import { offeredModels, ownModelOf } from "../../ai/model/models.ts";
import { jsonAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { model } from "../schemas/agents.ts";

export const models = [
  /** Models that can be selected for an agent, in addition to `auto`. */
  route({
    method: "GET",
    path: "/models",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(model)),
    v1: true,
    about: "Lists the models that agents may use.",
    run: ({ env }) => offeredModels(env.AI_GATEWAY, ownModelOf(env)),
  }),
];
