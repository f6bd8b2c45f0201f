/** The picture of an organization: everyone in it sees it, owners and admins change it. */
import type { OrganizationId } from "../../../shared/ids.ts";
import { MAX_AVATAR_BYTES } from "../../../shared/limits.ts";
import { cleanAvatar } from "../../attachments/avatar.ts";
import { organizationPictureKey } from "../../bindings/avatar-key.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listToTell } from "../../directory/memberships.ts";
import { tellChange } from "../../directory/object-calls.ts";
import { setOrganizationPicture } from "../../directory/organizations.ts";
import { newRowId } from "../../directory/random-ids.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { OWN_COPY } from "../middleware/security-headers.ts";
import { bytesAnswer, jsonAnswer } from "../route-answer.ts";
import { fileBody, noBody } from "../route-body.ts";
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
    answer: bytesAnswer,
    run: async ({ env, request, organization: { id, picture } }) => {
      if (picture === undefined) throw notFound();
      const headers = new Headers({ "cache-control": OWN_COPY, etag: `"${picture}"`, vary: "cookie" });
      if (request.headers.get("if-none-match") === `"${picture}"`)
        return new Response(null, { status: 304, headers });
      const object = await env.FILES.get(organizationPictureKey(id, picture));
      if (object === null) throw notFound();
      headers.set("content-type", object.httpMetadata?.contentType ?? "application/octet-stream");
      headers.set("content-length", String(object.size));
      return new Response(object.body, { headers });
    },
  }),
  route({
    method: "PUT",
    path: "/picture",
    in: "organization",
    needs: "manage",
    body: fileBody(MAX_AVATAR_BYTES),
    answer: jsonAnswer(schemas.picture, 201),
    run: async ({ env, organization: { id }, body: { body }, waitUntil }) => {
      const clean = cleanAvatar(new Uint8Array(await new Response(body).arrayBuffer()));
      if (clean === null)
        throw new Problem(
          "bad_type",
          "That is no picture that fits. Choose a PNG, JPEG or WebP up to 1024 pixels wide.",
        );
      const version = newRowId("pic");
      await env.FILES.put(organizationPictureKey(id, version), clean.bytes, {
        httpMetadata: { contentType: clean.type },
      });
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
  if (before !== null) await env.FILES.delete(organizationPictureKey(organization, before));
  waitUntil(listToTell(directory, organization).then((told) => tellChange(env, organization, told)));
}
