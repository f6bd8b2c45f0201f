/** The people of a run and their rooms, created over HTTP like real ones. */
import { paths } from "../../../shared/api.ts";
import type {
  Envelope,
  Invitation,
  OrganizationSummary,
  RoomReference,
  Ticket,
} from "../../../shared/api.ts";
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { ParleyError } from "../../../client/sdk/index.ts";

export interface Account {
  name: string;
  user: UserId;
  cookie: string;
}

export interface Cast {
  organization: OrganizationId;
  /** Created the organization and the rooms, so an owner everywhere. */
  owner: Account;
  /** Members of every room. */
  members: Account[];
  rooms: RoomId[];
}

export async function makeCast(
  origin: string,
  { people, rooms }: { people: number; rooms: number },
): Promise<Cast> {
  const http = new Http(origin);
  const owner = await signUp(http, "Ada");
  const { id: organization } = await http.post<OrganizationSummary>(owner, paths.organizations, {
    name: "Lab",
  });
  const members: Account[] = [];
  for (let n = 1; n < people; n++) {
    const account = await signUp(http, `Person ${n}`);
    const { token } = await http.post<Invitation>(owner, paths.invitations(organization), {});
    await http.post(account, paths.invitationAccept, { token });
    members.push(account);
  }
  const ids: RoomId[] = [];
  for (let n = 0; n < rooms; n++) {
    const body = { kind: "group", name: `Room ${n}`, members: members.map(({ user }) => user) };
    ids.push((await http.post<RoomReference>(owner, paths.rooms(organization), body)).id);
  }
  return { organization, owner, members, rooms: ids };
}

/** A one-use ticket for a room's socket. Throws the errors that the SDK expects. */
export async function ticketFor(
  origin: string,
  account: Account,
  organization: OrganizationId,
  room: RoomId,
): Promise<string> {
  const http = new Http(origin);
  return (await http.post<Ticket>(account, paths.tickets(organization), { room })).ticket;
}

/** A POST request of this person, with the headers of a browser. */
export function postAs<Data>(origin: string, account: Account, path: string, body: unknown): Promise<Data> {
  return new Http(origin).post<Data>(account, path, body);
}

async function signUp(http: Http, name: string): Promise<Account> {
  const email = `${name.toLowerCase().replaceAll(" ", "-")}@lab.test`;
  const response = await http.send(null, "/api/auth/sign-up/email", {
    name,
    email,
    password: "correct horse",
  });
  const { user }: { user: { id: UserId } } = await response.json();
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { name, user: user.id, cookie };
}

class Http {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async send(account: Account | null, path: string, body: unknown): Promise<Response> {
    const headers = {
      "content-type": "application/json",
      origin: this.#origin,
      cookie: account?.cookie ?? "",
    };
    const request = {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    };
    try {
      return await fetch(`${this.#origin}${path}`, request);
    } catch (error) {
      throw new ParleyError("unavailable", error instanceof Error ? error.message : String(error));
    }
  }

  async post<Data>(account: Account, path: string, body: unknown): Promise<Data> {
    const response = await this.send(account, path, body);
    const answer: Envelope<Data> = await response.json().catch((error: unknown) => {
      throw new ParleyError("unavailable", `${path}: ${response.status} ${String(error)}`);
    });
    if (!answer.ok) throw new ParleyError(answer.error.code, `${path}: ${answer.error.message}`);
    return answer.data;
  }
}
