import type {
  CreateRoom,
  Invitation,
  Me,
  OrganizationSummary,
  RoomReference,
  Ticket,
} from "../../../shared/api.ts";
import { paths } from "../../../shared/api.ts";
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { Visitor } from "./visitor.ts";

export const PASSWORD = "correct horse battery";

/** A person with an account who is signed in. */
export class Person extends Visitor {
  readonly name: string;
  readonly email: string;
  #id: UserId | null = null;

  constructor(name: string) {
    super();
    this.name = name;
    this.email = `${name}-${crypto.randomUUID()}@example.com`;
    // Each person has an address of their own, so that nobody uses up another person's rate limit.
    this.headers = { "cf-connecting-ip": `10.${byte()}.${byte()}.${byte()}` };
  }

  get id(): UserId {
    if (this.#id === null) throw new Error(`${this.name} has no account yet`);
    return this.#id;
  }

  async signUp(): Promise<this> {
    const { name, email } = this;
    const answer = await this.post("/api/auth/sign-up/email", { name, email, password: PASSWORD });
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    this.#id = (await this.me()).user.id;
    return this;
  }

  async found(name = `${this.name}'s`): Promise<OrganizationSummary> {
    return this.must(this.post<OrganizationSummary>(paths.organizations, { name }));
  }

  async invite(organization: OrganizationId, role?: "admin" | "member"): Promise<string> {
    const made = await this.must(this.post<Invitation>(paths.invitations(organization), { role }));
    return made.token;
  }

  async accept(token: string): Promise<OrganizationSummary> {
    return this.must(this.post<OrganizationSummary>(paths.invitationAccept, { token }));
  }

  async makeRoom(organization: OrganizationId, room: CreateRoom): Promise<RoomId> {
    return (await this.must(this.post<RoomReference>(paths.rooms(organization), room))).id;
  }

  async ticket(organization: OrganizationId, room?: RoomId): Promise<string> {
    return (await this.must(this.post<Ticket>(paths.tickets(organization), { room }))).ticket;
  }

  me(): Promise<Me> {
    return this.must(this.get<Me>(paths.me));
  }

  signOut() {
    return this.post("/api/auth/sign-out");
  }

  signIn(password = PASSWORD) {
    return this.post("/api/auth/sign-in/email", { email: this.email, password });
  }
}

export function signUp(name: string): Promise<Person> {
  return new Person(name).signUp();
}

/** Ada, who has created an organization, and Grace, who has joined by invitation. */
export async function team() {
  const [ada, grace] = await Promise.all([signUp("ada"), signUp("grace")]);
  const organization = await ada.found("Analytical Engines");
  await grace.accept(await ada.invite(organization.id));
  return { ada, grace, organization };
}

function byte(): number {
  return Math.floor(Math.random() * 256);
}
