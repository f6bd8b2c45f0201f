import type { UserId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { authOf } from "./auth.ts";

/** How many recovery codes the person has left. */
export async function countRecoveryCodes(env: Env, userId: UserId): Promise<number> {
  const { backupCodes } = await authOf(env).api.viewBackupCodes({ body: { userId } });
  return backupCodes.length;
}
