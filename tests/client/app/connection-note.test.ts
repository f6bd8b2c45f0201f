import { describe, expect, test } from "vitest";
import { connectionNote } from "../../../client/parts/page/connection-note.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";

const waiting = (code: number | null, offline = false) =>
  connectionNote({ type: "waiting", retryAt: 0, attempt: 1, offline, code });

describe("what is said of a connection that is down", () => {
  test.each(
    Object.entries(CLOSE).filter(([, code]) => code !== CLOSE.unauthenticated && code !== CLOSE.otherPerson),
  )("CLIENT-37: every end says something and what one can do: %s", (_, code) => {
    expect(connectionNote({ type: "stopped", code })).toMatchObject({ action: "reload", isCertain: true });
    expect(waiting(code)).toMatchObject({ action: "retry", isCertain: false });
  });

  test.each([
    [CLOSE.tooFast, "too much at once"],
    [CLOSE.tooSlow, "too slow"],
    [CLOSE.tryAgain, "has a problem"],
    [CLOSE.malformed, "code 4400"],
    [CLOSE.tooLarge, "code 4413"],
  ])("CLIENT-37: it names the reason of %i", (code, words) => {
    expect(waiting(code)?.text).toContain(words);
    expect(waiting(code)?.text).toContain("Connecting again");
  });

  test("CLIENT-37: without a network nothing can be done, and a socket that says nothing is not up", () => {
    expect(waiting(null, true)).toMatchObject({ action: null, isCertain: true });
    expect(waiting(null)?.text).toMatch(/^Connecting again/);
    expect(connectionNote({ type: "open" })?.text).toContain("does not answer yet");
  });
});
