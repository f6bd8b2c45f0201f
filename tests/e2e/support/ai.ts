import type { Locator, Page } from "playwright-core";
import type { Agent, CreateAgent } from "../../../shared/api.ts";
import { call, type Home } from "./people.ts";
import { say } from "./room.ts";

/** One step of a scripted model; see `server/local/README.md`. */
export type Step =
  | { say: string; times?: number; every?: number }
  | { think: string }
  | { call: string; args?: object }
  | { wait: number }
  | { finish: "stop" | "length" }
  | { fail: number }
  | { cut: true }
  | { empty: true };

export type Script =
  readonly Step[] | { attempts: readonly (readonly Step[])[]; continued?: readonly Step[] };

/** Asks a question with a script that the model follows. */
export async function ask(page: Page, question: string, script: Script): Promise<void> {
  await say(page, prompt(question, script));
}

export const prompt = (question: string, script: Script): string =>
  `${question}\n#script ${JSON.stringify(script)}`;

/** Words that arrive slowly enough to be observed. `$i` counts from 0. */
export const slowly = (words: string, times: number, every = 50): Step[] => [{ say: words, times, every }];

export const answers = (page: Page): Locator => page.locator("article.message--answer");
export const lastAnswer = (page: Page): Locator => answers(page).last();

/** The texts of the answers on screen, in order. */
export const answerTexts = (page: Page): Promise<string[]> =>
  page.locator("article.message--answer .markdown").allInnerTexts();

export function makeAgent(host: Home, agent: CreateAgent): Promise<Agent> {
  return call<Agent>(host, `/api/organizations/${host.organization.id}/agents`, agent);
}
