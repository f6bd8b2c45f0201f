import { buildClient, buildServer } from "../../../scripts/build.ts";

export default async function build(): Promise<void> {
  await buildClient();
  await buildServer();
}
