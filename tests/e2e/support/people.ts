import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { Envelope, Invitation, Me, OrganizationSummary } from "../../../shared/api.ts";

const PASSWORD = "correct horse battery";

/** One person at one device: a browser context of their own, and its page. */
export interface Desk {
  name: string;
  origin: string;
  context: BrowserContext;
  page: Page;
  /** What the page logged as an error or threw. */
  problems: string[];
}

export interface Home extends Desk {
  organization: OrganizationSummary;
}

export async function openDesk(
  browser: Browser,
  origin: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Desk> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce",
    // Where a test is not about it, each page is got from the server.
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|WebSocket connection/.test(message.text()))
      problems.push(message.text());
  });
  return { name, origin, context, page, problems };
}

/** A telephone, for `BrowserContextOptions`. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** Someone with a new organization, by the API: sign-up on the screen has a test of its own. */
export async function found(
  browser: Browser,
  origin: string,
  name: string,
  organization: string,
  options?: BrowserContextOptions,
): Promise<Home> {
  const desk = await openDesk(browser, origin, name, options);
  await post(desk, "/api/auth/sign-up/email", { name, email: emailOf(name), password: PASSWORD });
  const made = await call<OrganizationSummary>(desk, "/api/organizations", { name: organization });
  return { ...desk, organization: made };
}

/** A second person in the organization of the first. */
export async function join(
  browser: Browser,
  origin: string,
  name: string,
  host: Home,
  options?: BrowserContextOptions,
): Promise<Home> {
  const desk = await openDesk(browser, origin, name, options);
  const { token } = await call<Invitation>(
    host,
    `/api/organizations/${host.organization.id}/invitations`,
    {},
  );
  await post(desk, "/api/auth/sign-up/email", { name, email: emailOf(name), password: PASSWORD });
  const organization = await call<OrganizationSummary>(desk, "/api/invitations/accept", { token });
  return { ...desk, organization };
}

/** The same person at another device. */
export async function another(
  browser: Browser,
  origin: string,
  home: Home,
  options?: BrowserContextOptions,
): Promise<Home> {
  const desk = await openDesk(browser, origin, home.name, options);
  await post(desk, "/api/auth/sign-in/email", { email: emailOf(home.name), password: PASSWORD });
  return { ...desk, organization: home.organization };
}

export const emailOf = (name: string): string =>
  `p${encodeURIComponent(name).replace(/[^a-z0-9]+/gi, ".")}@example.com`;

export async function me(desk: Desk): Promise<Me> {
  const response = await desk.context.request.get("/api/me");
  return open<Me>(await response.json());
}

/** Calls our API as the person of this desk. */
export async function call<Data>(desk: Desk, path: string, body: object): Promise<Data> {
  return open<Data>(await (await post(desk, path, body)).json());
}

/** Reads a list from our API as the person of this desk. */
export async function list<Item>(desk: Desk, path: string): Promise<Item[]> {
  return open<Item[]>(await (await desk.context.request.get(path)).json());
}

/** Changes something by our API as the person of this desk. */
export async function change(desk: Desk, path: string, body: object): Promise<void> {
  const response = await desk.context.request.patch(path, { data: body, headers: { origin: desk.origin } });
  if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
}

async function post(desk: Desk, path: string, body: object) {
  const response = await desk.context.request.post(path, { data: body, headers: { origin: desk.origin } });
  if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
  return response;
}

function open<Data>(envelope: Envelope<Data>): Data {
  if (!envelope.ok) throw new Error(envelope.error.message);
  return envelope.data;
}
