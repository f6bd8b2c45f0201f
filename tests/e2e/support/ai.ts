import type { Locator, Page } from "playwright-core";
import type { Agent, CreateAgent, CreateRoom, RoomReference } from "../../../shared/api.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { call, me, type Home } from "./people.ts";
import { say } from "./room.ts";

/** One step of what a scripted model does: `server/local/README.md`. */
export type Step =
  | { say: string; times?: number; every?: number }
  | { wait: number }
  | { fail: number }
  | { cut: true }
  | { empty: true };

export type Script = readonly Step[] | { attempts: readonly (readonly Step[])[] };

/** Asks so that the model does what the script says. */
export async function ask(page: Page, question: string, script: Script): Promise<void> {
  await say(page, prompt(question, script));
}

export const prompt = (question: string, script: Script): string =>
  `${question}\n#script ${JSON.stringify(script)}`;

/** Words that come slowly enough to look at: `$i` counts from 0. */
export const slowly = (words: string, times: number, every = 50): Step[] => [{ say: words, times, every }];

export const answers = (page: Page): Locator => page.locator("article.message--answer");
export const lastAnswer = (page: Page): Locator => answers(page).last();

/** What the answers on screen say, in order. */
export const answerTexts = (page: Page): Promise<string[]> =>
  page.locator("article.message--answer .markdown").allInnerTexts();

export async function makeSession(host: Home, name: string, ...guests: Home[]): Promise<RoomId> {
  const members: UserId[] = await Promise.all(guests.map(async (guest) => (await me(guest)).user.id));
  return makeRoom(host, { kind: "session", name, members });
}

export async function makeRoom(host: Home, room: CreateRoom): Promise<RoomId> {
  const { id } = await call<RoomReference>(host, `/api/organizations/${host.organization.id}/rooms`, room);
  return id;
}

export function makeAgent(host: Home, agent: CreateAgent): Promise<Agent> {
  return call<Agent>(host, `/api/organizations/${host.organization.id}/agents`, agent);
}
