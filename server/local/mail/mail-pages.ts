/** The pages of `/dev/mail`. */

export interface ShownMail {
  id: number;
  at: number;
  from: string;
  to: string;
  /** Where a reply goes; empty if nobody takes one. */
  replyTo: string;
  subject: string;
  text: string;
  html: string;
}

const STYLE = `
  :root { color-scheme: light dark; font: 14px/20px system-ui, sans-serif; }
  body { max-width: 1100px; margin: 0 auto; padding: 32px 20px; }
  h1 { font-size: 26px; line-height: 32px; margin: 0 0 8px; overflow-wrap: anywhere; }
  p { margin: 0 0 16px; }
  table { width: 100%; border-collapse: collapse; }
  th, td { text-align: start; padding: 8px 14px 8px 0; border-bottom: 1px solid #8884; vertical-align: top; overflow-wrap: anywhere; }
  time { white-space: nowrap; font-variant-numeric: tabular-nums; }
  .parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 20px; }
  h2 { font-size: 13px; margin: 0 0 8px; overflow-wrap: anywhere; }
  iframe, pre { box-sizing: border-box; width: 100%; height: 560px; margin: 0; border: 1px solid #8886; border-radius: 12px; }
  iframe { background: #fff; }
  form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; max-width: 680px; margin: 28px 0 0; }
  label { display: grid; gap: 4px; }
  textarea, input, button { font: inherit; }
  textarea { min-height: 120px; padding: 8px; }
  button { justify-self: start; padding: 6px 16px; }
  pre { padding: 16px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }`;

export function listPage(mails: readonly ShownMail[]): string {
  const rows = mails.map(
    ({ id, at, to, subject }) =>
      `<tr><td><time>${timeOf(at)}</time></td><td>${escapeHtml(to)}</td><td><a href="/dev/mail/${id}">${escapeHtml(subject) || "(no subject)"}</a></td></tr>`,
  );
  const table = `<table><thead><tr><th>Sent</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return html(
    "Mail",
    `<h1>Mail</h1><p>This server runs on one machine and sends no mail. What it would have sent is here, and nowhere else.</p>${mails.length === 0 ? "<p>No mail yet.</p>" : table}`,
  );
}

export function mailPage({ id, at, from, to, replyTo, subject, text }: ShownMail): string {
  const title = escapeHtml(subject) || "(no subject)";
  return html(
    title,
    `<p><a href="/dev/mail">All mail</a></p><h1>${title}</h1>
<p>From ${escapeHtml(from)} to ${escapeHtml(to)}, <time>${timeOf(at)}</time> · <a href="/dev/mail/${id}/raw">Source</a></p>
<div class="parts"><section><h2>HTML</h2><iframe title="HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/dev/mail/${id}/html"></iframe></section>
<section><h2>Plain text</h2><pre tabindex="0">${escapeHtml(text)}</pre></section></div>${replyTo === "" ? "" : replyForm(id, replyTo)}`,
  );
}

const replyForm = (id: number, replyTo: string): string =>
  `<form method="post" action="/dev/mail/${id}/reply" enctype="multipart/form-data">
<h2>Reply to ${escapeHtml(replyTo)}</h2>
<label>Text <textarea name="text"></textarea></label>
<label>Files <input type="file" name="files" multiple></label>
<button>Reply</button></form>`;

/** `refusal`: what the server that sends the reply was told; null if it told nothing. */
export const repliedPage = (id: number, refusal: string | null): string =>
  html(
    "Reply",
    `<p><a href="/dev/mail/${id}">Back to the mail</a></p><h1>${refusal === null ? "The reply was delivered." : "The reply was refused."}</h1>${refusal === null ? "" : `<p>${escapeHtml(refusal)}</p>`}`,
  );

const html = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

const timeOf = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
