import { openDirectory } from "../../directory/directory.ts";
import { finishRoom } from "../../directory/object-calls.ts";
import { countNewOrganization } from "../../directory/quotas.ts";
import { createOrganization } from "../../directory/organizations.ts";
import { findRoom } from "../../directory/rooms.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/organizations.ts";

export const organizations = [
  route({
    method: "POST",
    path: "/organizations",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.newOrganization),
    answer: jsonAnswer(schemas.organization, 201),
    run: async ({ env, principal, body: { name }, idempotencyKey }) => {
      const directory = openDirectory(env.DB);
      await countNewOrganization(directory, principal.user);
      const now = Date.now();
      const by = { user: principal.user, name: principal.name };
      const made = await createOrganization(directory, { name, by, idempotencyKey }, now);
      const welcome = await findRoom(directory, made.id, made.welcomeRoom);
      if (welcome !== null && welcome.readyAt === null) await finishRoom(env, welcome, now);
      return made;
    },
  }),
];
