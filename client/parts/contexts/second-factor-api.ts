/** Calls better-auth's routes for the second factor. */
import { postAuth } from "./auth-api.ts";

export interface Enrolment {
  /** What the QR code holds. */
  totpURI: string;
  backupCodes: string[];
}

export const beginSecondFactor = (password: string): Promise<Enrolment> =>
  postAuth<Enrolment>("/api/auth/two-factor/enable", { password });

/** The code of the app: it turns the second factor on, or is the second step of a sign-in. */
export async function showCode(code: string): Promise<void> {
  await postAuth("/api/auth/two-factor/verify-totp", { code });
}

/** A recovery code instead of the app's. */
export async function showRecoveryCode(code: string): Promise<void> {
  await postAuth("/api/auth/two-factor/verify-backup-code", { code });
}

export async function endSecondFactor(password: string): Promise<void> {
  await postAuth("/api/auth/two-factor/disable", { password });
}

export async function makeRecoveryCodes(password: string): Promise<string[]> {
  const made = await postAuth<Pick<Enrolment, "backupCodes">>("/api/auth/two-factor/generate-backup-codes", {
    password,
  });
  return made.backupCodes;
}

export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await postAuth("/api/auth/change-password", { currentPassword, newPassword });
}
