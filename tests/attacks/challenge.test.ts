import { describe, expect, test } from "vitest";
import type { Fetch } from "../../server/outside/fetch.ts";
import { askTurnstile } from "../../server/outside/turnstile.ts";

const asked = { secret: "s3cret", response: "answer", address: "203.0.113.7" };

interface Sent {
  address: string;
  init: RequestInit;
}

/** A server of challenges that answers so. */
function server(answer: () => Response | Promise<Response>): { sent: Sent[]; ask: Fetch } {
  const sent: Sent[] = [];
  return {
    sent,
    ask: async (address, init) => {
      sent.push({ address, init });
      return answer();
    },
  };
}

describe("the server of the challenge", () => {
  test("WIDGET-13: it gets the secret, the answer and the visitor's address, at its own address and nowhere else", async () => {
    const { sent, ask } = server(() => Response.json({ success: true, hostname: "shop.example" }));
    expect(await askTurnstile(asked, ask)).toBe("passed");
    const [{ address, init } = { address: "", init: {} }] = sent;
    expect(address).toBe("https://challenges.cloudflare.com/turnstile/v0/siteverify");
    expect([init.method, init.redirect]).toEqual(["POST", "error"]);
    expect(JSON.parse(String(init.body))).toEqual({
      secret: "s3cret",
      response: "answer",
      remoteip: "203.0.113.7",
    });
  });

  test("WIDGET-13: an answer that does not pass is refused", async () => {
    const answers = [
      { success: false, "error-codes": ["timeout-or-duplicate"] },
      { success: "true" },
      { success: 1 },
    ];
    for (const answer of answers)
      expect(await askTurnstile(asked, server(() => Response.json(answer)).ask)).toBe("failed");
  });

  test.each<[string, () => Response | Promise<Response>]>([
    ["no connection", () => Promise.reject(new Error("no route to host"))],
    ["an error", () => new Response("down", { status: 502 })],
    ["no JSON", () => new Response("<html>")],
    ["another shape", () => Response.json(["success"])],
    ["nothing", () => Response.json(null)],
    ["too much", () => new Response(JSON.stringify({ success: true, pad: "x".repeat(70_000) }))],
  ])("WIDGET-13: with %s nobody passes, and nobody is called a machine", async (_, answer) => {
    expect(await askTurnstile(asked, server(answer).ask)).toBe("unreachable");
  });
});
