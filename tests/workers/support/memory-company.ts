import { paths, type NewShare } from "../../../shared/api.ts";
import { type Person, signUp, team } from "./person.ts";
import { codeOf } from "./visitor.ts";

/** Ada owns, Linus is an admin, Grace a member, Edsger watches the room by a link, Barbara is not in it, Mallory is elsewhere. */
export async function company() {
  const { ada, grace, organization } = await team();
  const [linus, edsger, barbara, mallory] = await Promise.all(
    ["linus", "edsger", "barbara", "mallory"].map(signUp),
  );
  if (!linus || !edsger || !barbara || !mallory) throw new Error("somebody is missing");
  await linus.accept(await ada.invite(organization.id, "admin"));
  for (const person of [edsger, barbara]) await person.accept(await ada.invite(organization.id));
  const theirs = await mallory.found("Elsewhere");
  const { id } = organization;
  const room = await ada.makeRoom(id, { kind: "group", name: "garden", members: [grace.id] });
  const share = await ada.must(
    ada.post<NewShare>(paths.shares(id, room), { access: "view", lifetime: 60_000 }),
  );
  await edsger.must(edsger.post(paths.shareOpen, { token: share.token }));
  return { ada, linus, grace, edsger, barbara, mallory, organization: id, theirs: theirs.id, room };
}

/** Who answers what. */
export const codes = async (
  doing: (person: Person) => Promise<Parameters<typeof codeOf>[0]>,
  people: Person[],
) =>
  Object.fromEntries(
    await Promise.all(people.map(async (person) => [person.name, codeOf(await doing(person))] as const)),
  );
