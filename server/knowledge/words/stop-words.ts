/** Words that occur in almost every text and question, so they carry no information. In lower case. */
import { stopwords as arabic } from "@orama/stopwords/arabic";
import { stopwords as danish } from "@orama/stopwords/danish";
import { stopwords as dutch } from "@orama/stopwords/dutch";
import { stopwords as english } from "@orama/stopwords/english";
import { stopwords as finnish } from "@orama/stopwords/finnish";
import { stopwords as french } from "@orama/stopwords/french";
import { stopwords as german } from "@orama/stopwords/german";
import { stopwords as hungarian } from "@orama/stopwords/hungarian";
import { stopwords as italian } from "@orama/stopwords/italian";
import { stopwords as norwegian } from "@orama/stopwords/norwegian";
import { stopwords as portuguese } from "@orama/stopwords/portuguese";
import { stopwords as romanian } from "@orama/stopwords/romanian";
import { stopwords as russian } from "@orama/stopwords/russian";
import { stopwords as spanish } from "@orama/stopwords/spanish";
import { stopwords as swedish } from "@orama/stopwords/swedish";
import { stopwords as turkish } from "@orama/stopwords/turkish";
import type { Language } from "./languages.ts";

const split = (words: string): string[] => words.split(/\s+/);

/** What the lists of the package lack. */
const MORE_ENGLISH = split(
  `a also another anyone anything aren can couldn couldnt d didn doesn don done else ever every everyone everything hadn hasn haven
how however i if isn just let ll m me much now off please re s since someone something still t them these upon us ve via wasn weren
whether whose within without won would wouldn yet`,
);
const MORE_GERMAN = split(
  `bitte dass gibt gab ja kannst man mal möchte muß nein schon sei wann warum wegen wer weshalb wieso wieviel lange viele viel oft welches`,
);
const MORE_FRENCH = split(
  `a alors aussi avoir comme comment donc faut faire fait ici là mais merci non où peut peux plus pourquoi quand quoi si très combien temps quel quels quelle quelles`,
);
const MORE_TURKISH = split(
  `acaba bu adı ne zaman zamandır da de en göre hangi hangisi için ile kaç kadar kim mı mi mu mü ne neden nasıl nedir nerede nereden nereye niçin olan olarak olduğu oldu olur olmak tarafından ve vardı veya ya var yok şu`,
);

/** What people say around a question: it is never what they ask for. */
const COURTESY: Partial<Record<Language, string[]>> = {
  ar: split("مرحبا أهلا شكرا السلام عليكم فضلك سمحت الجميع رجاء سؤال أرجو أريد أعرف"),
  de: split(
    "hallo hi hey moin danke dank liebe lieber grüße gruß servus zusammen leute hoffe frage fragen weiß wissen kurz kurze vielen voraus möchte sorry entschuldigung wüsste gern gerne",
  ),
  en: split(
    "hi hello hey hiya dear folks guys thanks thank cheers sorry hope wondering wonder wondered question anybody somebody kindly greetings regards advance know tell ask asking need want help btw quick quickly",
  ),
  es: split("hola gracias favor saludos pregunta duda quisiera disculpad disculpen"),
  fr: split(
    "bonjour salut coucou merci avance svp plaît question savoir voudrais aimerais quelqu sais sait cordialement bonsoir espère pouvez pourriez",
  ),
  it: split("ciao salve grazie domanda vorrei sapere scusate buongiorno"),
  nl: split("hallo hoi bedankt dank vraag graag groeten"),
  pt: split("olá oi obrigado obrigada pergunta gostaria saber"),
  tr: split(
    "merhaba selam selamlar herkese arkadaşlar teşekkür teşekkürler ederim şimdiden lütfen soru sorum sormak merak ettim umarım iyi günler günaydın kolay gelsin bilen rica biliyor musunuz kısa",
  ),
};

const withCourtesy = (language: Language, words: string[]): ReadonlySet<string> =>
  new Set([...words, ...(COURTESY[language] ?? [])]);

export const STOP_WORDS_OF: Readonly<Record<Language, ReadonlySet<string>>> = {
  ar: withCourtesy("ar", arabic),
  da: withCourtesy("da", danish),
  de: withCourtesy("de", [...german, ...MORE_GERMAN]),
  en: withCourtesy("en", [...english.flatMap((word) => word.split("'")), ...MORE_ENGLISH]),
  es: withCourtesy("es", spanish),
  fi: withCourtesy("fi", finnish),
  fr: withCourtesy("fr", [...french, ...MORE_FRENCH]),
  hu: withCourtesy("hu", hungarian),
  it: withCourtesy("it", italian),
  nl: withCourtesy("nl", dutch),
  no: withCourtesy("no", norwegian),
  pt: withCourtesy("pt", portuguese),
  ro: withCourtesy("ro", romanian),
  ru: withCourtesy("ru", russian),
  sv: withCourtesy("sv", swedish),
  tr: withCourtesy("tr", [...turkish, ...MORE_TURKISH]),
};

/** Of languages that write without spaces: here a question is cut at them. */
export const STOP_WORDS_WITHOUT_SPACES: ReadonlySet<string> = new Set(
  split(
    `的 了 是 在 有 和 与 或 及 吗 呢 吧 啊 什么 什麼 怎么 怎麼 怎样 怎樣 如何 多少 几 幾 哪 哪里 哪裡 哪儿 哪些 哪个 哪個 哪一个 哪一個 谁 誰 为什么 為什麼 何时 何時 请问 請問 我 你 您 他
她 它 我们 我們 你们 你們 他们 他們 这 這 那 这个 這個 那个 那個 这些 那些 就 都 也 还 還 很 吗 要 会 會 能 可以 应该 應該 被 把 从 從 到 对 對 为 為 于 於 以 之 其 所 而 但
个 個 一个 一個 一下 知道 想 请 請 大家 有没有 有沒有 没有 沒有 不 是不是 能不能 什么时候 什麼時候 时候 時候 多久 哪天 谢谢 謝謝 你好 您好 早上好 早安 晚上好 下午好 打扰 一下 麻烦 麻煩 请教 請教 希望 问题 問題 小问题 提前 感谢 祝 顺利 帮忙 告诉 告訴
は が の に を で と も へ や か ね よ から まで より です ます でし まし た て い る し さ れ な だ ある いる する こと もの これ それ あれ この その あの どの どこ いつ 誰 何 なに なん いくつ いくら どう どう
やって なぜ ください 教え 知り たい ませ ん こんにちは おはよう ござい お 願い し ます すみません 質問 ありがとう
ที่ และ ของ ใน เป็น คือ มี ได้ ให้ จะ ไม่ ไหม หรือ จาก กับ แต่ ว่า นี้ นั้น อะไร เท่าไร เท่าไหร่ อย่างไร ยังไง เมื่อไร เมื่อไหร่ ที่ไหน ใคร ทำไม กี่ ครับ ค่ะ คะ นะ ช่วย หน่อย
ขอ ถาม สวัสดี ขอบคุณ ขอบคุณมาก ทุกคน รบกวน สอบถาม คำถาม อยาก ทราบ รู้ บ้าง เลย ไหน มาก ล่วงหน้า หวัง ผม ฉัน เรา คุณ เขา แล้ว ก็ ต้อง โดย ซึ่ง`,
  ),
);
