/** Turnstile: shows that a visitor is a person. It runs in the panel, so the company's page needs nothing for it. */

interface Turnstile {
  render: (
    place: HTMLElement,
    options: { sitekey: string; callback: (answer: string) => void; "error-callback": () => void },
  ) => string;
  remove: (widget: string) => void;
}

const SCRIPT = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";
/** Cloudflare's keys for tests always pass, with this answer: https://developers.cloudflare.com/turnstile/troubleshooting/testing/ */
const TEST_KEY = /^[123]x0{20,}/;
const TEST_ANSWER = "XXXX.DUMMY.TOKEN.XXXX";

/** Rejects if the challenge cannot be shown, or is not solved. */
export async function solveChallenge(siteKey: string): Promise<string> {
  // So that a test needs no internet.
  if (TEST_KEY.test(siteKey)) return TEST_ANSWER;
  const turnstile = await load();
  const place = document.createElement("div");
  place.className = "challenge";
  document.body.append(place);
  let widget = "";
  try {
    return await new Promise<string>((resolve, reject) => {
      widget = turnstile.render(place, {
        sitekey: siteKey,
        callback: resolve,
        "error-callback": () => reject(new Error("the challenge failed")),
      });
    });
  } finally {
    turnstile.remove(widget);
    place.remove();
  }
}

function load(): Promise<Turnstile> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SCRIPT;
    script.onload = () => {
      const { turnstile } = window as { turnstile?: Turnstile };
      if (turnstile === undefined) reject(new Error("the challenge did not load"));
      else resolve(turnstile);
    };
    script.onerror = () => reject(new Error("the challenge did not load"));
    document.head.append(script);
  });
}
