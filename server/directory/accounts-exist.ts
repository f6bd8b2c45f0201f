import type { Directory } from "./directory.ts";
import { users } from "./schema.ts";

/** Whether anybody has signed up on this server. */
export async function accountsExist(directory: Directory): Promise<boolean> {
  return (await directory.select({ id: users.id }).from(users).limit(1)).length > 0;
}
