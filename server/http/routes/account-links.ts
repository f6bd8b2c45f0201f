/** Links to an account, for people who are not signed in: forgotten passwords, and addresses to confirm. */
import { isUserId } from "../../../shared/ids.ts";
import { changeEmail, confirmEmail, findProfile, setPassword } from "../../directory/account.ts";
import { createLink, deleteLinks, findLink, ownsAllOf, useLink } from "../../directory/account-links.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listOrganizations } from "../../directory/organizations.ts";
import { findPersonInOrganization } from "../../directory/people.ts";
import { isToken } from "../../directory/secrets.ts";
import { findPersonByEmail } from "../../directory/sessions.ts";
import { isMailBound } from "../../notify/mail.ts";
import { sendReset, tellEmailChanged } from "../../principals/accounts/account-mail.ts";
import { passwordProblem } from "../../principals/accounts/password-problem.ts";
import { hashPassword } from "../../principals/accounts/passwords.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { pushRevocations } from "../push-revocations.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/account.ts";
import { nothing } from "../schemas/fields.ts";
import { token as tokenBody } from "../schemas/organizations.ts";
import { countLinkUse, countMailRequest } from "../sign-in-limits.ts";

export const accountLinks = [
  route({
    method: "GET",
    path: "/account-links/help",
    in: "nobody",
    needs: null,
    body: noBody,
    answer: jsonAnswer(schemas.help),
    run: ({ env }) => ({ mail: isMailBound(env) }),
  }),
  /** Answers the same for every address, before it is known whether there is an account. */
  route({
    method: "POST",
    path: "/account-links/reset-mail",
    in: "nobody",
    needs: null,
    body: jsonBody(schemas.resetMail),
    answer: jsonAnswer(nothing),
    run: async ({ env, request, body: { email }, waitUntil }) => {
      if (!isMailBound(env)) throw new Problem("unavailable", "This server sends no mail.");
      await countMailRequest(env, request.headers, email);
      const origin = request.headers.get("origin") ?? "";
      waitUntil(
        (async () => {
          const person = await findPersonByEmail(openDirectory(env.DB), email);
          // Whoever mistyped an address at sign-up must not give the account to a stranger.
          if (person?.emailVerified === true) await sendReset(env, { user: person.id, email, origin });
        })(),
      );
      return null;
    },
  }),
  /** Confirms an address, or changes it to one that was confirmed by this. */
  route({
    method: "POST",
    path: "/account-links/confirm",
    in: "nobody",
    needs: null,
    body: jsonBody(tokenBody),
    answer: jsonAnswer(schemas.confirmed),
    run: async ({ env, request, body: { token }, waitUntil }) => {
      await countLinkUse(env, request.headers);
      const directory = openDirectory(env.DB);
      const used = isToken(token) ? await useLink(directory, ["confirm", "change"], token, Date.now()) : null;
      if (used === null || used.email === null) throw linkGone();
      const { user, email, purpose } = used;
      if (purpose === "confirm") {
        // The person has another address by now.
        if (!(await confirmEmail(directory, user, email))) throw linkGone();
        return { email };
      }
      const before = await findProfile(directory, user);
      if (!(await changeEmail(directory, user, email, true)))
        throw new Problem("conflict", "Another account has this address.");
      // Links that were sent to the address before.
      await deleteLinks(directory, user);
      if (before !== null && isMailBound(env))
        waitUntil(tellEmailChanged(env, before.email, email).catch(() => undefined));
      return { email };
    },
  }),
  /** Sets a new password, and ends every session of the person. */
  route({
    method: "POST",
    path: "/account-links/reset",
    in: "nobody",
    needs: null,
    body: jsonBody(schemas.newPassword),
    answer: jsonAnswer(nothing),
    run: async ({ env, request, body: { token, password }, waitUntil }) => {
      await countLinkUse(env, request.headers);
      const directory = openDirectory(env.DB);
      const now = Date.now();
      const link = isToken(token) ? await findLink(directory, ["reset"], token, now) : null;
      const person = link === null ? null : await findProfile(directory, link.user);
      if (person === null) throw linkGone();
      // A bad password does not use the link up.
      const organizations = await listOrganizations(directory, person.id);
      const owner = {
        name: person.name,
        email: person.email,
        organizations: organizations.map(({ name }) => name),
      };
      const problem = passwordProblem(password, owner);
      if (problem !== null) throw new Problem("bad_type", problem);
      const hash = await hashPassword(password);
      if ((await useLink(directory, ["reset"], token, now)) === null) throw linkGone();
      await setPassword(directory, person.id, hash);
      await deleteLinks(directory, person.id);
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
  /**
   * An owner makes a link with which a person sets a new password. Not for people who can reset it by mail, and not for people who are in an
   * organization that the owner does not own: the link opens all that the person can read.
   */
  route({
    method: "POST",
    path: "/people/:person/reset-link",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.resetLink, 201),
    run: async ({ env, principal, organization, params }) => {
      const directory = openDirectory(env.DB);
      const person = isUserId(params.person)
        ? await findPersonInOrganization(directory, organization.id, params.person)
        : null;
      if (person === null) throw notFound();
      if (organization.role !== "owner") throw new Problem("forbidden", "That is for owners.");
      if (person.id === principal.user)
        throw new Problem("conflict", "Change your own password in your account.");
      if (person.isService === true)
        throw new Problem("conflict", "A service account has no password. Make a key for it.");
      if (!(await ownsAllOf(directory, principal.user, person.id)))
        throw new Problem(
          "forbidden",
          "This person is in another organization too, so you cannot set their password.",
        );
      const profile = await findProfile(directory, person.id);
      if (isMailBound(env) && profile?.emailVerified === true)
        throw new Problem("conflict", "This person can set a new password by mail.");
      return createLink(directory, { purpose: "reset", user: person.id, email: null }, Date.now());
    },
  }),
];

const linkGone = () =>
  new Problem("not_found", "This link was used already, or it has expired. Ask for a new one.");
