/** Raw mails in the shapes that programs give them. All names and addresses are made up. */

export interface Written {
  /** Where it goes: the address of `Reply-To`. */
  to: string;
  from?: string;
  messageId?: string;
  text?: string;
}

/** The mail that is answered, as this server sends it. */
export const ORIGINAL = {
  from: "Parley <parley@localhost>",
  address: "parley@localhost",
  text: "Grace answered you\n\nGrace: We have a new one for you.\n\nAnswer:\nhttps://parley.example/widget/wid_1/chat?room=room_1#continue=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq",
};

export const MIRA = "mira@okafor.example";

let made = 0;
export const newMessageId = (): string =>
  `<mail-${(made += 1)}-${Math.floor(performance.now())}@mail.example>`;

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));
/** Each character is one byte. */
export const latin1 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (one) => one.charCodeAt(0));

export const crlf = (text: string): string => text.replace(/\r?\n/g, "\r\n");

export function encode64(content: string | Uint8Array): string {
  const all = typeof content === "string" ? bytes(content) : content;
  let binary = "";
  for (const byte of all) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/.{76}/g, "$&\r\n");
}

export function quotedPrintable(content: Uint8Array): string {
  const encoded = Array.from(content, (byte) =>
    byte === 10 || byte === 13 || (byte >= 32 && byte < 127 && byte !== 61)
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
  return encoded
    .split(/\r?\n/)
    .map((line) => line.replace(/(.{70}[^=]{0,2})(?=.)/g, "$1=\r\n"))
    .join("\r\n");
}

export interface Part {
  headers: string;
  body: string;
}

export function multipart(kind: string, boundary: string, parts: readonly Part[]): Part {
  const inner = parts.map(({ headers, body }) => `--${boundary}\n${headers}\n\n${body}\n`).join("");
  return {
    headers: `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    body: `${inner}--${boundary}--\n`,
  };
}

export const plain = (text: string): Part => ({
  headers: 'Content-Type: text/plain; charset="UTF-8"\nContent-Transfer-Encoding: base64',
  body: encode64(crlf(text)),
});
export const html = (text: string): Part => ({
  headers: 'Content-Type: text/html; charset="UTF-8"\nContent-Transfer-Encoding: base64',
  body: encode64(text),
});
export const file = (name: string, content: string | Uint8Array, headers = ""): Part => ({
  headers: `Content-Type: application/octet-stream; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64${headers}`,
  body: encode64(content),
});

/** `more`: further lines of the header. */
export function mail({ to, from = MIRA, messageId }: Written, { headers, body }: Part, more = ""): string {
  return crlf(
    `Return-Path: <${MIRA}>\nFrom: Mira Okafor <${from}>\nTo: ${to}\nSubject: Re: Grace answered you\nDate: Mon, 30 Nov 2026 13:07:00 +0100\nMessage-ID: ${messageId ?? newMessageId()}\nMIME-Version: 1.0\n${more}${headers}\n\n${body}`,
  );
}

const marked = (text: string): string => text.replace(/^/gm, "> ");
const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>");

export const GMAIL_HEADINGS = {
  en: "On Mon, Nov 30, 2026 at 1:05 PM Parley <parley@localhost> wrote:",
  // Broken as Gmail breaks it.
  de: "Am Mo., 30. Nov. 2026 um 13:05 Uhr schrieb Parley <parley@localhost\n>:",
  fr: "Le lun. 30 nov. 2026 à 13:05, Parley <parley@localhost> a écrit :",
  ar: "في الاثنين، 30 نوفمبر 2026 في 1:05 م تمت كتابة ما يلي بواسطة \u202aParley\u202c\u200f <\u202aparley@localhost\u202c\u200f>:",
  // A language that no list has.
  no: "man. 30. nov. 2026 kl. 13:05 skrev Parley <parley@localhost\n>:",
} as const;
export type GmailLanguage = keyof typeof GMAIL_HEADINGS;

export function gmailParts(text: string, language: GmailLanguage = "en"): { plain: Part; html: Part } {
  const heading = GMAIL_HEADINGS[language];
  const direction = language === "ar" ? "rtl" : "ltr";
  return {
    plain: plain(`${text}\n\n${heading}\n\n${marked(ORIGINAL.text)}\n`),
    html: html(
      `<div dir="${direction}">${escaped(text)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="${direction}" class="gmail_attr">${escaped(heading)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><u></u><div>${escaped(ORIGINAL.text)}</div></blockquote></div>`,
    ),
  };
}

export function gmail(written: Written, language: GmailLanguage = "en"): string {
  const parts = gmailParts(written.text ?? "Thank you.", language);
  return mail(written, multipart("alternative", "0000000000001a2b3c", [parts.plain, parts.html]));
}

const OUTLOOK_BLOCKS = {
  en: ["From", "Sent", "To", "Subject"],
  de: ["Von", "Gesendet", "An", "Betreff"],
  fr: ["De", "Envoyé", "À", "Objet"],
  ar: ["من", "تم الإرسال", "إلى", "الموضوع"],
  // A language that no list has.
  da: ["Fra", "Sendt", "Til", "Emne"],
} as const;
export type OutlookLanguage = keyof typeof OUTLOOK_BLOCKS;

export function outlookParts(text: string, language: OutlookLanguage = "en"): { plain: Part; html: Part } {
  const labels = OUTLOOK_BLOCKS[language];
  const space = language === "fr" ? " " : "";
  const values = [ORIGINAL.from, "Montag, 30. November 2026 13:05", MIRA, "Grace answered you"];
  const lines = labels.map((label, i) => `${label}${space}: ${values[i]}`);
  return {
    plain: plain(`${text}\n\n________________________________\n${lines.join("\n")}\n\n${ORIGINAL.text}\n`),
    html: html(
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=EN-US link="#0563C1"><div class=WordSection1>${text
        .split("\n")
        .map((line) => `<p class=MsoNormal>${line === "" ? "<o:p>&nbsp;</o:p>" : escaped(line)}</p>`)
        .join(
          "",
        )}<p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>${labels
        .map((label, i) => `<b>${label}${space}:</b> ${escaped(values[i] ?? "")}`)
        .join(
          "<br>",
        )}<o:p></o:p></p></div><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>${escaped(ORIGINAL.text)}</p></div></body></html>`,
    ),
  };
}

export function outlook(written: Written, language: OutlookLanguage = "en"): string {
  const parts = outlookParts(written.text ?? "Thank you.", language);
  return mail(
    written,
    multipart("alternative", "_000_AM0PR01MB1234", [parts.plain, parts.html]),
    "Thread-Topic: Grace answered you\nX-MS-Has-Attach:\nX-MS-TNEF-Correlator:\nAccept-Language: en-GB\n",
  );
}

const APPLE_HEADINGS = {
  en: "On 30 Nov 2026, at 13:05, Parley <parley@localhost> wrote:",
  de: "Am 30.11.2026 um 13:05 schrieb Parley <parley@localhost>:",
  fr: "Le 30 nov. 2026 à 13:05, Parley <parley@localhost> a écrit :",
  ar: "في ٣٠ نوفمبر ٢٠٢٦، الساعة ١:٠٥ م، كتب Parley <parley@localhost>:",
} as const;
const IPHONES = {
  en: "Sent from my iPhone",
  de: "Von meinem iPhone gesendet",
  fr: "Envoyé de mon iPhone",
  ar: "أُرسلت من الـ iPhone",
} as const;
export type AppleLanguage = keyof typeof APPLE_HEADINGS;

/** As an iPhone sends it: the line of the telephone stands between text and quote. */
export function appleParts(text: string, language: AppleLanguage = "en"): { plain: Part; html: Part } {
  return {
    plain: {
      headers:
        "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\nContent-Transfer-Encoding: base64",
      body: encode64(
        crlf(
          `${text}\n\n${IPHONES[language]}\n\n> ${APPLE_HEADINGS[language]}\n> \n${marked(ORIGINAL.text)}\n`,
        ),
      ),
    },
    html: html(
      `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">${escaped(text)}<br><br><div dir="ltr">${IPHONES[language]}</div><div dir="ltr"><br><blockquote type="cite">${escaped(APPLE_HEADINGS[language])}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff${escaped(ORIGINAL.text)}</div></blockquote></body></html>`,
    ),
  };
}

export function appleMail(written: Written, language: AppleLanguage = "en"): string {
  const parts = appleParts(written.text ?? "Thank you.", language);
  return mail(
    written,
    multipart("alternative", "Apple-Mail-1A2B3C4D", [parts.plain, parts.html]),
    "X-Mailer: iPhone Mail (23A341)\n",
  );
}

/** RFC 3834, as `vacation` writes it. */
export const vacation = (written: Written): string =>
  mail(written, plain("I am away until Thursday."), "Auto-Submitted: auto-replied (vacation)\n");

/** An absence note of Exchange. */
export const exchangeAbsence = (written: Written): string =>
  mail(
    written,
    multipart("alternative", "_000_away", [
      plain("Ich bin nicht im Büro."),
      html("<p>Ich bin nicht im Büro.</p>"),
    ]),
    "X-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated\nX-MS-Exchange-Inbox-Rules-Loop: mira@okafor.example\n",
  );

export const bounce = (written: Written): string =>
  mail(
    { ...written, from: "MAILER-DAEMON@mail.example" },
    multipart("report; report-type=delivery-status", "bounce-1", [
      plain("The mail could not be delivered."),
      {
        headers: "Content-Type: message/delivery-status",
        body: "Reporting-MTA: dns; mail.example\n\nFinal-Recipient: rfc822; mira@okafor.example\nAction: failed\nStatus: 5.1.1\n",
      },
      {
        headers: "Content-Type: message/rfc822",
        body: `From: ${ORIGINAL.from}\nTo: ${MIRA}\nSubject: Grace answered you\n\n${ORIGINAL.text}`,
      },
    ]),
  ).replace("Return-Path: <mira@okafor.example>", "Return-Path: <>");

export const list = (written: Written): string =>
  mail(written, plain("To everybody."), "Precedence: list\nList-Id: <bikes.lists.example>\n");
