import sparticuz from "@sparticuz/chromium";
import { buildClient, buildServer } from "../../../scripts/build.ts";

/** Before the test files, which run two at a time: builds the app, and unpacks the browser into the system's temporary folder. */
export default async function build(): Promise<void> {
  await Promise.all([sparticuz.executablePath(), buildClient().then(() => buildServer())]);
}
