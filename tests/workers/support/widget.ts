/** A widget of an organization, and visitors of it as their browsers are: the panel on this server's origin, on a page of the company. */
import { env, exports } from "cloudflare:workers";
import type { Ticket } from "../../../shared/api.ts";
import { paths } from "../../../shared/api.ts";
import type { OrganizationId, RoomId, VisitorId, WidgetId } from "../../../shared/ids.ts";
import type {
  NewConversation,
  NewWidgetKey,
  OpenWidgetSession,
  Widget,
  WidgetSession,
} from "../../../shared/widget.ts";
import { SignJWT, type JWTPayload } from "jose";
import { type OpenSocket, HELLO, knock } from "./socket.ts";
import type { Person } from "./person.ts";
import { ORIGIN, Visitor, type Answer } from "./visitor.ts";

export const SHOP = "https://shop.example";

export const LOOK = {
  name: "Morrow",
  colour: "#1f5c4d",
  corner: "round",
  side: "right",
  offset: { x: 20, y: 20 },
  icon: "chat",
  theme: "auto",
} as const;

export const widgetsPath = (organization: OrganizationId): string =>
  `/api/organizations/${organization}/widgets`;

export function makeWidget(
  owner: Person,
  organization: OrganizationId,
  settings: object = {},
): Promise<Widget> {
  return owner.must(
    owner.post<Widget>(widgetsPath(organization), { look: LOOK, origins: [SHOP], ...settings }),
  );
}

export function makeKey(
  owner: Person,
  organization: OrganizationId,
  widget: WidgetId,
): Promise<NewWidgetKey> {
  return owner.must(owner.post<NewWidgetKey>(`${widgetsPath(organization)}/${widget}/keys`));
}

const HOUR = 3_600;

/** What a company's server signs for one of its customers. */
export function signIdentity(
  secret: string,
  widget: WidgetId,
  { sub = "customer-1", exp, aud, ...claims }: JWTPayload = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub)
    .setAudience(aud ?? widget)
    .setExpirationTime(exp ?? Math.floor(Date.now() / 1_000) + HOUR)
    .sign(new TextEncoder().encode(secret));
}

let addresses = 0;

/** A browser that shows the panel of a widget. */
export class WidgetVisitor extends Visitor {
  readonly widget: WidgetId;
  #session: WidgetSession | null = null;

  constructor(widget: WidgetId) {
    super();
    this.widget = widget;
    // Each visitor has an address of their own, so that nobody uses up another one's rate limit.
    addresses++;
    this.headers = { "cf-connecting-ip": `10.9.${Math.floor(addresses / 250)}.${addresses % 250}` };
  }

  get session(): WidgetSession {
    if (this.#session === null) throw new Error("the visitor has no session");
    return this.#session;
  }

  get id(): VisitorId {
    return this.session.visitor.id;
  }

  get path(): string {
    return `/api/widget/${this.widget}`;
  }

  ask(body: Partial<OpenWidgetSession> = {}): Promise<Answer<WidgetSession>> {
    return this.post<WidgetSession>(`${this.path}/session`, {
      origin: SHOP,
      language: "en",
      timeZone: "Europe/Berlin",
      page: { url: `${SHOP}/bikes`, title: "Bikes", referrer: "" },
      ...body,
    });
  }

  async open(body: Partial<OpenWidgetSession> = {}): Promise<this> {
    this.#session = await this.must(this.ask(body));
    this.headers = { ...this.headers, "x-parley-for": this.id };
    return this;
  }

  async begin(answers?: Record<string, string>): Promise<RoomId> {
    const body = answers === undefined ? {} : { answers };
    return (await this.must(this.post<NewConversation>(`${this.path}/conversations`, body))).room;
  }

  async ticket(room: RoomId): Promise<string> {
    return (await this.must(this.post<Ticket>(`${this.path}/tickets`, { room }))).ticket;
  }

  /** The room's socket, welcomed. */
  async enter(room: RoomId): Promise<OpenSocket> {
    const socket = await this.knock(room, await this.ticket(room));
    socket.send(HELLO);
    return socket;
  }

  async knock(room: RoomId, ticket: string, origin = ORIGIN): Promise<OpenSocket> {
    const path = `${paths.roomSocket(this.session.organization, room)}?ticket=${ticket}`;
    const knocked = await knock(path, { origin });
    if (knocked.type === "refused") throw new Error(`${knocked.status} ${knocked.text}`);
    return knocked.socket;
  }
}

export function visit(widget: WidgetId, body: Partial<OpenWidgetSession> = {}): Promise<WidgetVisitor> {
  return new WidgetVisitor(widget).open(body);
}

/** Who is a member of the room, and as what, as the room says. */
export async function roleIn(room: RoomId, user: VisitorId): Promise<string | null> {
  return env.ROOM.getByName(room).roleOf(user);
}

/** A request of a page of another origin, without cookies. */
export function fromPage(
  origin: string,
  path: string,
  {
    method = "GET",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Response> {
  const json = body === undefined ? {} : { "content-type": "application/json" };
  return exports.default.fetch(`${ORIGIN}${path}`, {
    method,
    headers: { origin, ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
