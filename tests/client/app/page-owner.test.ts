import { expect, test } from "vitest";
import { stateFor } from "../../../client/parts/contexts/page-owner.ts";
import type { Me } from "../../../shared/api.ts";
import type { UserId } from "../../../shared/ids.ts";
import { ada, grace } from "../support/people.ts";

const person = (id: UserId, name: string): Me => ({
  user: { id, name, email: `${name}@example.com` },
  organizations: [],
});
const [first, second] = [person(ada, "Ada"), person(grace, "Grace")];

test("CLIENT-34: a page belongs to the first person that it knows", () => {
  expect(stateFor(null, first)).toEqual({ type: "known", me: first });
  const renamed = { ...first, user: { ...first.user, name: "Ada King" } };
  expect(stateFor(first, renamed)).toEqual({ type: "known", me: renamed });
});

test("CLIENT-34: somebody else is shown as somebody else, also after the first has signed out", () => {
  expect(stateFor(first, second)).toEqual({ type: "other", owner: first, now: second });
});

test("CLIENT-34: nobody is an ended session only where there was one", () => {
  expect(stateFor(first, null)).toEqual({ type: "anonymous", ended: true });
  expect(stateFor(null, null)).toEqual({ type: "anonymous", ended: false });
});
