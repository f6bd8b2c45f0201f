/** The own account. */
import * as z from "zod";
import type { Account, EmailChange } from "../../../shared/account.ts";
import { isUserId, type UserId } from "../../../shared/ids.ts";
import { avatarKey } from "../../bindings/avatar-key.ts";
import type { Env } from "../../bindings/env.ts";
import {
  changeEmail,
  changeName,
  endSession,
  findPassword,
  findPicture,
  findProfile,
  isTaken,
  listSessions,
  setDisplay,
} from "../../directory/account.ts";
import { deleteLinks } from "../../directory/account-links.ts";
import { deleteAccount, listOnlyOwned } from "../../directory/delete-account.ts";
import { deliverRename } from "../../directory/deliver-renames.ts";
import { openDirectory } from "../../directory/directory.ts";
import { sessionOfGrant } from "../../directory/grants.ts";
import { isNameOfApp } from "../../directory/reserved-names.ts";
import { switchPerson } from "../../memory/switches.ts";
import { isMailBound } from "../../notify/mail.ts";
import { sendConfirmation, sendEmailChange } from "../../principals/accounts/account-mail.ts";
import { verifyPassword } from "../../principals/accounts/passwords.ts";
import { countRecoveryCodes } from "../../principals/accounts/recovery-codes.ts";
import type { PersonPrincipal } from "../../principals/principal.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { exportAccount } from "../export-account.ts";
import { pushRevocations } from "../push-revocations.ts";
import { replaceAvatar } from "../replace-avatar.ts";
import { bytesAnswer, jsonAnswer, pictureAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { answerPicture, smallPictureBody, storePicture } from "../small-picture.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/account.ts";
import { nothing } from "../schemas/fields.ts";
import { countMailRequest, countPasswordAttempt } from "../sign-in-limits.ts";

export const account = [
  route({
    method: "GET",
    path: "/account",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(schemas.account),
    run: ({ env, principal }) => loadAccount(env, principal.user),
  }),
  route({
    method: "PATCH",
    path: "/account",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.changeAccount),
    answer: jsonAnswer(schemas.account),
    run: async ({ env, principal: { user }, body: { name, display, memory }, waitUntil }) => {
      const directory = openDirectory(env.DB);
      if (name !== undefined) {
        if (isNameOfApp(name, "person"))
          throw new Problem("conflict", "This name is reserved for Parley itself. Choose another one.");
        if (!(await changeName(directory, user, name)))
          throw new Problem("conflict", "An agent in your organization is called like that, or nearly so.");
        waitUntil(deliverAll(env, user));
      }
      if (display !== undefined) await setDisplay(directory, user, display);
      if (memory !== undefined) await switchPerson(directory, user, memory);
      return loadAccount(env, user);
    },
  }),
  route({
    method: "PUT",
    path: "/account/picture",
    in: "signedIn",
    needs: null,
    body: smallPictureBody,
    answer: jsonAnswer(schemas.picture, 201),
    run: async ({ env, principal: { user }, body: { body }, idempotencyKey }) => {
      const version = await storePicture(env, body, idempotencyKey, (version) => avatarKey(user, version));
      await replaceAvatar(env, user, version);
      return { picture: version };
    },
  }),
  route({
    method: "DELETE",
    path: "/account/picture",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal: { user } }) => {
      await replaceAvatar(env, user, null);
      return null;
    },
  }),
  /** The picture of a person of the organization. */
  route({
    method: "GET",
    path: "/people/:person/picture",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: pictureAnswer,
    run: async ({ env, request, organization, params: { person } }) => {
      const version = isUserId(person)
        ? await findPicture(openDirectory(env.DB), organization.id, person)
        : null;
      if (version === null || !isUserId(person)) throw notFound();
      return answerPicture(env, request, { key: avatarKey(person, version), version });
    },
  }),
  route({
    method: "GET",
    path: "/account/sessions",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(z.array(schemas.session)),
    run: ({ env, principal: { user, grant } }) =>
      listSessions(openDirectory(env.DB), user, sessionOfGrant(grant), Date.now()),
  }),
  /** Signs out there: its sockets are closed before the answer. */
  route({
    method: "DELETE",
    path: "/account/sessions/:session",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal: { user }, params: { session }, waitUntil }) => {
      if (!(await endSession(openDirectory(env.DB), user, session))) throw notFound();
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
  /** Asks for a mail that confirms the address. */
  route({
    method: "POST",
    path: "/account/confirmation",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, request, principal: { user, email } }) => {
      if (!isMailBound(env)) throw noMail();
      await countMailRequest(env, request.headers, email);
      await sendConfirmation(env, { user, email, origin: originOf(request) });
      return null;
    },
  }),
  /** Where mail is bound, the address changes when the link in a mail to the new one is opened; otherwise at once. */
  route({
    method: "POST",
    path: "/account/email",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.changeEmail),
    answer: jsonAnswer(schemas.emailChange),
    run: async ({ env, request, principal, body: { email, password } }): Promise<EmailChange> => {
      const { user } = principal;
      const directory = openDirectory(env.DB);
      await assertOwnPassword(env, principal, password);
      if (email === principal.email) throw new Problem("conflict", "This is your address already.");
      if (isMailBound(env)) {
        await countMailRequest(env, request.headers, email);
        // Whether somebody has the address is said to nobody but its owner.
        if (!(await isTaken(directory, user, email)))
          await sendEmailChange(env, { user, email, origin: originOf(request) });
        return { result: "sent" };
      }
      if (!(await changeEmail(directory, user, email, false))) throw taken();
      await deleteLinks(directory, user);
      return { result: "changed" };
    },
  }),
  /** What is stored of the person, as a file. */
  route({
    method: "GET",
    path: "/account/export",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: bytesAnswer,
    run: async ({ env, principal: { user } }) => {
      const known = await loadAccount(env, user);
      return new Response(exportAccount(env, known), {
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-disposition": 'attachment; filename="parley-account.json"',
        },
      });
    },
  }),
  route({
    method: "POST",
    path: "/account/delete",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.deleteAccount),
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, body: { password }, waitUntil }) => {
      const { user } = principal;
      const directory = openDirectory(env.DB);
      await assertOwnPassword(env, principal, password);
      const owned = await listOnlyOwned(directory, user);
      if (owned.length > 0) throw onlyOwner(owned);
      await replaceAvatar(env, user, null);
      try {
        await deleteAccount(directory, user);
      } catch (error) {
        // The other owner has left at the same moment.
        const now = await listOnlyOwned(directory, user);
        if (now.length > 0) throw onlyOwner(now);
        throw error;
      }
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
];

async function loadAccount(env: Env, user: UserId): Promise<Account> {
  const directory = openDirectory(env.DB);
  const profile = await findProfile(directory, user);
  if (profile === null) throw notFound();
  const password = await findPassword(directory, user);
  return {
    ...profile,
    recoveryCodes: profile.twoFactor ? await countRecoveryCodes(env, user) : 0,
    passwordChangedAt: password?.changedAt ?? profile.createdAt,
    mail: isMailBound(env),
  };
}

/** Counted before the password is checked, as for changing it (AUTH-11). */
async function assertOwnPassword(
  env: Env,
  { user, grant }: PersonPrincipal,
  password: string,
): Promise<void> {
  await countPasswordAttempt(env, grant);
  const stored = await findPassword(openDirectory(env.DB), user);
  if (stored === null || !(await verifyPassword({ hash: stored.hash, password })))
    throw new Problem("forbidden", "That is not your password.");
}

async function deliverAll(env: Env, user: UserId): Promise<void> {
  // The rest is done by the sweeper.
  for (let batch = 0; batch < 4; batch++) if (!(await deliverRename(env, user, Date.now()))) return;
}

/** `fromOurPages` has compared it with the allowed origins. */
const originOf = (request: Request): string => request.headers.get("origin") ?? "";

const noMail = () => new Problem("unavailable", "This server sends no mail.");
const taken = () => new Problem("conflict", "Another account has this address.");

const onlyOwner = (names: readonly string[]) =>
  new Problem(
    "conflict",
    `You are the only owner of ${names.join(", ")}. Make somebody else an owner first, or delete the organization.`,
  );
