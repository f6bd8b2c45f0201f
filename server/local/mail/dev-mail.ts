/** `/dev/mail`: the mails that this machine would have sent, each as it would arrive, and replies to them. */
import PostalMime from "postal-mime";
import type { Env } from "../../bindings/env.ts";
import { answerMail } from "./answer-mail.ts";
import { mailboxOf } from "./local-mail.ts";
import type { LocalMailbox, StoredMail } from "./local-mailbox.ts";
import { escapeHtml, listPage, mailPage, repliedPage, type ShownMail } from "./mail-pages.ts";

interface DevMailEnv extends Env {
  LOCAL_MAILBOX: DurableObjectNamespace<LocalMailbox>;
}

const PATH = "/dev/mail";
const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];
const LOOPBACK_ADDRESS = /^(?:127\.\d+\.\d+\.\d+|::1)$/;

/** Null if the request is for another page, or if it may not see the mails. Then the app answers it like any other. */
export async function answerDevMail(request: Request, env: DevMailEnv): Promise<Response | null> {
  const url = new URL(request.url);
  const isHere = url.pathname === PATH || url.pathname.startsWith(`${PATH}/`);
  const [id = "", form] = url.pathname.slice(PATH.length + 1).split("/");
  const isReply = request.method === "POST" && form === "reply";
  if (!isHere || !(isReply || ["GET", "HEAD"].includes(request.method)) || !isOwnMachine(request, env))
    return null;
  const mailbox = mailboxOf(env);
  if (id === "") return page(listPage(await Promise.all((await mailbox.list()).map(read))));
  if (id === "list.json")
    return Response.json(await Promise.all((await mailbox.list()).map(read)), { headers });
  const stored = /^\d{1,15}$/.test(id) ? await mailbox.find(Number(id)) : null;
  if (stored === null) return page("<p>There is no such mail.</p>", 404);
  const mail = await read(stored);
  if (isReply) return answerReply(request, env, mail);
  if (form === "html") return frame(mail.html);
  if (form === "raw")
    return new Response(stored.raw, { headers: { ...headers, "content-type": "text/plain; charset=utf-8" } });
  return page(mailPage(mail));
}

/**
 * The request came from this machine to a loopback address, and the server is for this machine alone. With `--https` other people use the
 * server, and the mails hold links that open accounts.
 */
function isOwnMachine(request: Request, { ALLOWED_ORIGINS }: Env): boolean {
  const { hostname, protocol } = new URL(request.url);
  const from = request.headers.get("cf-connecting-ip");
  return (
    protocol === "http:" &&
    LOOPBACK_HOSTS.includes(hostname) &&
    (from === null || LOOPBACK_ADDRESS.test(from)) &&
    ALLOWED_ORIGINS.split(",").every(isLoopbackOrigin)
  );
}

function isLoopbackOrigin(entry: string): boolean {
  const origin = entry.trim();
  if (origin === "self") return true;
  if (!URL.canParse(origin)) return false;
  const { hostname, protocol } = new URL(origin);
  return protocol === "http:" && LOOPBACK_HOSTS.includes(hostname);
}

/** Pages of other sites can send forms too, and say which they are. */
async function answerReply(request: Request, env: DevMailEnv, mail: ShownMail): Promise<Response> {
  if (request.headers.get("origin") !== new URL(request.url).origin || mail.replyTo === "")
    return page("<p>This cannot be replied to.</p>", 403);
  const form = await request.formData();
  const text = form.get("text");
  const files = form
    .getAll("files")
    .filter((file) => file instanceof File)
    .filter(({ size }) => size > 0);
  const reply = { text: typeof text === "string" ? text : "", files };
  return page(repliedPage(mail.id, await answerMail(env, mail, reply, Date.now())));
}

async function read({ id, at, from, to, raw }: StoredMail): Promise<ShownMail> {
  const { subject = "", text = "", html = "", replyTo = [] } = await PostalMime.parse(raw);
  return { id, at, from, to, replyTo: replyTo[0]?.address ?? "", subject, text, html };
}

const headers = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function page(body: string, status = 200): Response {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  return new Response(body, {
    status,
    headers: {
      ...headers,
      // With `no-referrer` a browser hides from which page a form comes.
      "referrer-policy": "same-origin",
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    },
  });
}

/** The HTML part, which runs no code and has no origin. Its links open in a new tab. */
function frame(html: string): Response {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
  const body =
    html === "" ? `<pre>${escapeHtml("This mail has no HTML part.")}</pre>` : `<base target="_blank">${html}`;
  return new Response(body, {
    headers: { ...headers, "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}
