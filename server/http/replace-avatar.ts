import type { UserId } from "../../shared/ids.ts";
import { avatarKey } from "../bindings/avatar-key.ts";
import type { Env } from "../bindings/env.ts";
import { changePicture } from "../directory/account.ts";
import { openDirectory } from "../directory/directory.ts";

/** Gives a person or a service account this picture. The row changes first, so that it never names bytes that are gone. */
export async function replaceAvatar(env: Env, user: UserId, version: string | null): Promise<void> {
  const before = await changePicture(openDirectory(env.DB), user, version);
  // A repeated request sets the version that is there.
  if (before !== null && before !== version) await env.FILES.delete(avatarKey(user, before));
}
