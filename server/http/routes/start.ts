import * as z from "zod";
import { accountsExist } from "../../directory/accounts-exist.ts";
import { openDirectory } from "../../directory/directory.ts";
import { jsonAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { route } from "../route.ts";

export const start = [
  /** How the app begins for somebody who is not signed in: a server without accounts begins with sign-up. */
  route({
    method: "GET",
    path: "/start",
    in: "nobody",
    needs: null,
    body: noBody,
    answer: jsonAnswer(z.strictObject({ isNew: z.boolean() })),
    run: async ({ env }) => ({ isNew: !(await accountsExist(openDirectory(env.DB))) }),
  }),
];
