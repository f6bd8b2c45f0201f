import { expect, test } from "vitest";
import type { Api } from "../../../client/widget/panel/api.ts";
import { openSession, type SessionFacts } from "../../../client/widget/panel/session.ts";
import type { PanelStore } from "../../../client/widget/panel/store.ts";
import type { OpenWidgetSession, WidgetSession } from "../../../shared/widget.ts";

/** A browser, and the server as the panel sees it: a link and an identity work once, and the session is in the cookie or the token. */
function browser({ keeps, seemsToKeep = keeps }: { keeps: boolean; seemsToKeep?: boolean }) {
  const asked: OpenWidgetSession[] = [];
  const stored = new Map<string, string>();
  const used = new Set<string>();
  const kept = { cookie: false };
  const store: PanelStore = {
    read: (name) => stored.get(name) ?? "",
    write: (name, value) => void stored.set(name, value),
  };
  const answer = (body: OpenWidgetSession): Partial<WidgetSession> => {
    for (const once of [body.continue, body.identity, body.challenge]) {
      if (once !== undefined && used.has(once)) throw new Error(`${once} was used before`);
      if (once !== undefined) used.add(once);
    }
    const isKnown = kept.cookie || body.token !== undefined;
    const token = body.keepsToken === true && !kept.cookie ? `token ${asked.length}` : null;
    if (token === null) kept.cookie = keeps;
    return { isKnown, token };
  };
  const api: Api = {
    headersFor: () => ({}),
    call: async <Data>(_method: string, _path: string, body?: object) => {
      asked.push(body as OpenWidgetSession);
      return answer(body as OpenWidgetSession) as Data;
    },
  };
  const open = (facts: Partial<SessionFacts> = {}) =>
    openSession(api, store, {
      language: "en",
      origin: "https://shop.example",
      page: { url: "https://shop.example/", title: "Shop", referrer: "" },
      identity: null,
      continues: null,
      challenge: null,
      keepsCookies: () => seemsToKeep,
      ...facts,
    });
  return { asked, open, token: () => store.read("token"), hasCookie: () => kept.cookie };
}

const ONCE = [{ continues: "a link" }, { identity: "a jti" }, { challenge: "a solution" }];

test.each(ONCE)(
  "WIDGET-5, IDENTITY-2: without cookies, %o is used by the one call that there is",
  async (once) => {
    const { asked, open, token } = browser({ keeps: false });
    await open(once);
    expect(asked).toHaveLength(1);
    expect(token()).toBe("token 1");
  },
);

test.each(ONCE)("WIDGET-5, IDENTITY-2: with cookies, %o is sent once, and no token is kept", async (once) => {
  const { asked, open, token, hasCookie } = browser({ keeps: true });
  await open(once);
  expect(asked.filter((body) => Object.values(body).includes(Object.values(once)[0]))).toHaveLength(1);
  expect([token(), hasCookie()]).toEqual(["", true]);
});

test.each(ONCE)("PANEL-2: a cookie that is dropped after all is found out, without %o", async (once) => {
  const { asked, open, token } = browser({ keeps: false, seemsToKeep: true });
  await open(once);
  expect(asked).toHaveLength(2);
  expect(token()).toBe("token 2");
});

test("PANEL-2: who has a token shows it, and whoever has a session is asked no second time", async () => {
  const without = browser({ keeps: false });
  await without.open();
  await without.open();
  expect(without.asked.map(({ token }) => token)).toEqual([undefined, "token 1"]);
  expect(without.token()).toBe("token 2");
  const withCookie = browser({ keeps: true });
  await withCookie.open();
  const before = withCookie.asked.length;
  await withCookie.open();
  expect(withCookie.asked).toHaveLength(before + 1);
});
