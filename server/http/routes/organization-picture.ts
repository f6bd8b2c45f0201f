/** The picture of an organization: everyone in it sees it, owners and admins change it. */
import type { OrganizationId } from "../../../shared/ids.ts";
import { organizationPictureKey } from "../../bindings/avatar-key.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listToTell } from "../../directory/memberships.ts";
import { tellChange } from "../../directory/object-calls.ts";
import { setOrganizationPicture } from "../../directory/organizations.ts";
import { notFound } from "../../problems/problem.ts";
import { jsonAnswer, pictureAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { answerPicture, smallPictureBody, storePicture } from "../small-picture.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/account.ts";
import { nothing } from "../schemas/fields.ts";

export const organizationPicture = [
  route({
    method: "GET",
    path: "/picture",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: pictureAnswer,
    run: async ({ env, request, organization: { id, picture } }) => {
      if (picture === undefined) throw notFound();
      return answerPicture(env, request, { key: organizationPictureKey(id, picture), version: picture });
    },
  }),
  route({
    method: "PUT",
    path: "/picture",
    in: "organization",
    needs: "manage",
    body: smallPictureBody,
    answer: jsonAnswer(schemas.picture, 201),
    run: async ({ env, organization: { id }, body: { body }, idempotencyKey, waitUntil }) => {
      const keyOf = (version: string) => organizationPictureKey(id, version);
      const version = await storePicture(env, body, idempotencyKey, keyOf);
      await replacePicture(env, id, version, waitUntil);
      return { picture: version };
    },
  }),
  route({
    method: "DELETE",
    path: "/picture",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization: { id }, waitUntil }) => {
      await replacePicture(env, id, null, waitUntil);
      return null;
    },
  }),
];

async function replacePicture(
  env: Env,
  organization: OrganizationId,
  version: string | null,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  const directory = openDirectory(env.DB);
  const before = await setOrganizationPicture(directory, organization, version);
  if (before !== null && before !== version)
    await env.FILES.delete(organizationPictureKey(organization, before));
  waitUntil(listToTell(directory, organization).then((told) => tellChange(env, organization, told)));
}
