import { openDirectory } from "../../directory/directory.ts";
import { findProfile } from "../../directory/account.ts";
import { listOrganizations } from "../../directory/organizations.ts";
import { deviceCookie, findDevice } from "../../principals/accounts/known-device.ts";
import { prolongSession } from "../../principals/accounts/read-session.ts";
import { jsonAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/organizations.ts";

export const me = [
  route({
    method: "GET",
    path: "/me",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(schemas.me),
    run: async ({ env, request, principal, reply }) => {
      const directory = openDirectory(env.DB);
      const organizations = await listOrganizations(directory, principal.user);
      const profile = await findProfile(directory, principal.user);
      // The app requests this route at every start, so the session is extended here.
      for (const cookie of await prolongSession(env, request.headers))
        reply.headers.append("set-cookie", cookie);
      // Also for people who signed in before devices were known.
      if ((await findDevice(env, request.headers, principal.email)) === null)
        reply.headers.append("set-cookie", await deviceCookie(env, request.headers, principal.email));
      const { user: id, name, email } = principal;
      return { user: { id, name, email }, display: profile?.display, organizations };
    },
  }),
];
