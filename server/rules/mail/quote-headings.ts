/** How mail programs head what they quote, by language. Each pattern is matched against one line of bounded length. */

/** The longest heading, over all of its lines, UTF-16 units. */
export const LONGEST_HEADING = 400;

/** `On 30 Nov 2026, at 13:05, Ada <ada@example.com> wrote:` */
export const ATTRIBUTIONS: readonly RegExp[] = [
  /^On .{4,390} wrote ?:$/i,
  /^.{2,200} wrote on .{4,190}:$/i,
  /^Am .{4,390} schrieb.{0,200}:$/i,
  /^.{2,200} schrieb am .{4,190}:$/i,
  /^Le .{4,390} a écrit ?:$/i,
  /^(?:في|بتاريخ) ?.{4,390}(?:كتب|كتبت|تمت كتابة ما يلي بواسطة).{0,200}:$/,
  /^El .{4,390} escribió ?:$/i,
  /^Il .{4,390} ha scritto ?:$/i,
  /^Op .{4,390} schreef.{0,200}:$/i,
  /^Em .{4,390} escreveu ?:$/i,
  /^在.{4,390}写道[:：]$/,
];

/** The label of the sender in the block that Outlook puts before the original. */
export const FROM_LABELS: ReadonlySet<string> = new Set(["from", "von", "de", "من"]);

/** The other labels of that block. */
export const OTHER_LABELS: ReadonlySet<string> = new Set([
  ...["sent", "date", "to", "cc", "subject"],
  ...["gesendet", "datum", "an", "betreff"],
  ...["envoyé", "à", "objet"],
  ...["تم الإرسال", "تاريخ الإرسال", "التاريخ", "إلى", "نسخة", "الموضوع"],
]);

/** Lines that stand before the original. */
export const SEPARATORS: readonly RegExp[] = [
  /^_{10,}$/,
  /^-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Message d['’]origine|الرسالة الأصلية) ?-{2,}$/i,
];

/** What telephones and programs add below a text. */
export const ADDED_LINES: readonly RegExp[] = [
  /^Sent from (?:my |Outlook|Yahoo|Mail|Proton).{0,80}$/i,
  /^Get Outlook for .{0,80}$/i,
  /^(?:Von meinem .{1,60} gesendet|Gesendet (?:von|mit|mit der) .{1,80})\.?$/i,
  /^(?:Outlook für .{1,20} (?:beziehen|herunterladen)|Holen Sie sich Outlook für .{1,20})(?: ?[<(].{0,80})?$/i,
  /^Envoyé (?:de mon|depuis|à partir de|avec) .{1,80}$/i,
  /^(?:Obtenir|Obtenez|Télécharger) Outlook pour .{0,80}$/i,
  /^(?:أُرسلت من|أرسلت من|تم الإرسال من|مُرسل من|مرسل من) ?.{1,80}$/,
  /^(?:الحصول على|احصل على) Outlook .{0,80}$/,
];
