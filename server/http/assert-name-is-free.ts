import type { OrganizationId } from "../../shared/ids.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { isNameOfAgent, isNameOfApp, isNameOfPerson } from "../directory/reserved-names.ts";
import { Problem } from "../problems/problem.ts";

/** A bot must not look like a person, an agent or the app. */
export async function assertNameIsFree(env: Env, organization: OrganizationId, name: string): Promise<void> {
  const directory = openDirectory(env.DB);
  if (isNameOfApp(name, "person"))
    throw new Problem("conflict", "This name is reserved. Choose another one.");
  const isTaken =
    (await isNameOfAgent(directory, organization, name)) ||
    (await isNameOfPerson(directory, organization, name));
  if (isTaken)
    throw new Problem("conflict", "Somebody here has this name or a very similar one. Choose another name.");
}
