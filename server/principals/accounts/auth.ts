import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import { cleanName } from "../../../shared/text.ts";
import { openDirectory } from "../../directory/directory.ts";
import { endOtherSessions } from "../../directory/account.ts";
import { newId, newRowId } from "../../directory/random-ids.ts";
import { isNameOfApp } from "../../directory/reserved-names.ts";
import { accounts, sessions, twoFactors, users, verifications } from "../../directory/schema.ts";
import type { Env } from "../../bindings/env.ts";
import { assertPassword } from "./assert-password.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { makeRecoveryCodes, takeCode } from "./second-factor.ts";

export type Auth = ReturnType<typeof createAuth>;

const perEnvironment = new WeakMap<Env, Auth>();

/** The better-auth instance for this environment's bindings, created once for each isolate. */
export function authOf(env: Env): Auth {
  const known = perEnvironment.get(env);
  if (known !== undefined) return known;
  const auth = createAuth(env);
  perEnvironment.set(env, auth);
  return auth;
}

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** better-auth would replace the secret of an app that is in use before the new one has shown a code, and lock its owner out. */
async function assertNoSecondFactor(context: HookContext): Promise<void> {
  const session = await getSessionFromCtx<{ twoFactorEnabled?: boolean }>(context);
  if (session?.user.twoFactorEnabled !== true) return;
  const message = "Two-factor sign-in is on already. Turn it off first.";
  throw new APIError("BAD_REQUEST", { code: "TWO_FACTOR_ALREADY_ON", message });
}

/** The person whose password was right, in the ten minutes until the second step. */
async function userOfFirstStep(context: HookContext): Promise<string | null> {
  const { name } = context.context.createAuthCookie("two_factor");
  const step = await context.getSignedCookie(name, context.context.secret);
  if (!step) return null;
  return (await context.context.internalAdapter.findVerificationValue(step))?.value ?? null;
}

function createAuth(env: Env) {
  const [home = "self"] = env.ALLOWED_ORIGINS.split(",");
  return betterAuth({
    appName: "Parley",
    // better-auth uses it only for the flags of cookies and for the base path.
    baseURL: home === "self" ? "http://localhost" : home,
    basePath: "/api/auth",
    secret: env.BETTER_AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { level: "error" },
    database: drizzleAdapter(openDirectory(env.DB), {
      provider: "sqlite",
      schema: {
        user: users,
        session: sessions,
        account: accounts,
        verification: verifications,
        twoFactor: twoFactors,
      },
    }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      // A cached session would still be valid after its revocation.
      cookieCache: { enabled: false },
    },
    // `sign-in-limits.ts` counts attempts in D1, for each account and for each address.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "parley",
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
      // `fromOurPages` has already checked the origin of all requests below /api.
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      database: { generateId: ({ model }) => (model === "user" ? newId("user") : newRowId(model)) },
    },
    plugins: [
      twoFactor({
        issuer: "Parley",
        backupCodeOptions: { storeBackupCodes: "encrypted", customBackupCodesGenerate: makeRecoveryCodes },
      }),
    ],
    databaseHooks: {
      user: {
        create: {
          before: async (user) => {
            const name = cleanName(user.name);
            if (name === null)
              throw new APIError("BAD_REQUEST", { code: "INVALID_NAME", message: "Invalid name" });
            if (isNameOfApp(name, "person"))
              throw new APIError("BAD_REQUEST", {
                code: "RESERVED_NAME",
                message: "This name is reserved for Parley itself. Choose another one.",
              });
            return { data: { ...user, name, image: null } };
          },
        },
      },
    },
    hooks: {
      // Whoever knew the password before there was a second factor is signed out.
      after: createAuthMiddleware(async (context) => {
        const { newSession, session } = context.context;
        if (context.path !== "/two-factor/verify-totp" || !newSession || !session) return;
        await endOtherSessions(openDirectory(env.DB), newSession.user.id, newSession.session.token);
      }),
      before: createAuthMiddleware(async (context) => {
        await assertPassword(env, {
          path: context.path,
          body: context.body,
          user: async () => (await getSessionFromCtx(context))?.user ?? null,
        });
        const shown = await takeCode(env, {
          path: context.path,
          body: context.body,
          user: async () => (await getSessionFromCtx(context))?.user.id ?? (await userOfFirstStep(context)),
        });
        if (shown !== null) return { context: { ...context, body: shown } };
        if (context.path === "/two-factor/enable") await assertNoSecondFactor(context);
        if (context.path !== "/change-password") return;
        // People often change a password because somebody else knows it, so other sessions are revoked.
        return { context: { ...context, body: { ...context.body, revokeOtherSessions: true } } };
      }),
    },
  });
}
