import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { Envelope, Invitation, Me, OrganizationSummary } from "../../../shared/api.ts";

export const PASSWORD = "correct horse battery";

/** One person on one device: a separate browser context and its page. */
export interface Desk {
  name: string;
  origin: string;
  context: BrowserContext;
  page: Page;
  /** Errors that the page has logged or thrown. */
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
    // Unless a test is about the service worker, each page comes from the server.
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

/** Options of a phone, for `BrowserContextOptions`. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** Creates a person with a new organization through the API. The sign-up page has a test of its own. */
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

/** Creates a second person in the organization of the first. */
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

/** Opens another device of the same person. */
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

/** Signs a person in in this browser, without any of its pages: they are told nothing. */
export async function signInBy(desk: Desk, name: string): Promise<void> {
  await post(desk, "/api/auth/sign-in/email", { email: emailOf(name), password: PASSWORD });
}

/** Tells the people of one file from people of the same name in the files before it, on the same server. */
let file = "";

/** The people from now on are new ones, whatever their names. */
export const beginPeople = (): void => void (file = crypto.randomUUID().slice(0, 8));

export const emailOf = (name: string): string =>
  `p${file}${encodeURIComponent(name)
    .replace(/[^a-z0-9]+/gi, ".")
    .replace(/\.$/, "")}@example.com`;

export async function me(desk: Desk): Promise<Me> {
  const response = await desk.context.request.get("/api/me");
  return open<Me>(await response.json());
}

/** Calls the API as the person of this device. */
export async function call<Data>(desk: Desk, path: string, body: object): Promise<Data> {
  return open<Data>(await (await post(desk, path, body)).json());
}

/** Reads a list from the API as the person of this device. */
export async function list<Item>(desk: Desk, path: string): Promise<Item[]> {
  return open<Item[]>(await (await desk.context.request.get(path)).json());
}

/** Changes something through the API as the person of this device. */
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
