/** The analyser: which words of a question find which words of a text. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { search } from "../../server/knowledge/search-index/search.ts";
import { languageOf } from "../../server/knowledge/words/language-of.ts";
import { markedWords } from "../../server/knowledge/words/marked-words.ts";
import { splitWords } from "../../server/knowledge/words/split-words.ts";
import { termsOf } from "../../server/knowledge/words/terms.ts";
import { embed } from "../../server/local/embed.ts";
import { add, testIndex } from "./test-index.ts";

const TEXTS = {
  hyphens:
    "Follow-up calls are made within two days. Long-term parking costs 40. The e-mail gateway is on port 2525. On-boarding takes a week. The Wi-Fi password rotates monthly.",
  units:
    "The pump delivers 12.5 l/min at 3,000 rpm. Weight: 1,250 kg. Price: €1,299.00. Voltage 230V. Thread M8x1.25. The 401(k) is doubled.",
  code: "export function computeOrderTotal(a: number[]) { return a.length; }\nconst MAX_RETRY_COUNT = 7; // Node.js 22",
  cpp: "The simulator is written in C++ and nothing else.",
  csharp: "The client is written in C# and nothing else.",
  c: "The firmware is written in C and nothing else.",
  e1042: "E1042: the spindle overheats.",
  e1043: "E1043: the door is open.",
  german:
    "Die Rückerstattungen dauern fünf Werktage. Straßenschuhe sind in der Halle verboten. Käse und Müsli gibt es in der Küche. Der Urlaubsanspruch beträgt 28 Tage.",
  french:
    "Chaque employé a droit à vingt-cinq jours de congés payés. L'été, le bureau ferme à 16 h. Le café est gratuit.",
  turkish:
    "Ziyaretçiler ışıklı kapıdan girer. Bariyerin şifresi her ayın başında değişir. İSTANBUL'da toplanılır.",
  russian: "Документы хранятся в архиве десять лет, а ёлка стоит у входа.",
  arabic: "يحصل الموظفون على إجازة سنوية مدتها عشرون يوما.",
  chinese:
    "退款将在五个工作日内退回原支付卡。请联系财务部。每位员工每年享有十五天带薪年假。服务器密码每三个月更换一次。备有绿茶",
  japanese:
    "返金は五営業日以内に元のカードへ行われます。経理部に連絡してください。有給休暇は年間二十日です。",
  korean: "환불은 영업일 기준 오 일 안에 처리됩니다. 회계부에 연락하세요.",
  thai: "รหัสที่จอดรถสำหรับผู้มาเยือนคือ 5526 และเปลี่ยนทุกเดือน",
};

const store = testIndex();
const names = new Map(
  Object.entries(TEXTS).map(([name, text]): [string, string] => [
    add(store, "", [text]).document.slice(4),
    name,
  ]),
);
const found = (question: string) =>
  search(store, question, 3).hits.map(({ id }) => names.get(id.split(".")[0] ?? ""));

test.each([
  ["email gateway", "hyphens"],
  ["e mail", "hyphens"],
  ["onboarding", "hyphens"],
  ["wifi password", "hyphens"],
  ["wi fi", "hyphens"],
  ["longterm parking", "hyphens"],
  ["followup", "hyphens"],
  ["3000 rpm", "units"],
  ["1299", "units"],
  ["1.299", "units"],
  ["1,299.00", "units"],
  ["230 V", "units"],
  ["230V", "units"],
  ["12,5", "units"],
  ["401k", "units"],
  ["M8x1.25", "units"],
  ["order total", "code"],
  ["computeOrderTotal", "code"],
  ["retry count", "code"],
  ["nodejs", "code"],
  ["node js", "code"],
  ["C++", "cpp"],
  ["C#", "csharp"],
  ["C", "c"],
  ["E1042", "e1042"],
  ["e1043", "e1043"],
  ["Kase", "german"],
  ["Kaese", "german"],
  ["Rueckerstattung", "german"],
  ["Strassenschuhe", "german"],
  ["STRASSENSCHUH", "german"],
  ["Urlaub", "german"],
  ["conges payes", "french"],
  ["ete", "french"],
  ["cafe", "french"],
  ["isikli", "turkish"],
  ["IŞIKLI", "turkish"],
  ["ışıklı", "turkish"],
  ["şifremiz", "turkish"],
  ["istanbul", "turkish"],
  ["документами", "russian"],
  ["елки", "russian"],
  ["الإجازات", "arabic"],
  ["اجازة", "arabic"],
  ["退款", "chinese"],
  ["财务部", "chinese"],
  ["年假", "chinese"],
  ["请问密码是什么？", "chinese"],
  ["茶", "chinese"],
  ["返金", "japanese"],
  ["経理部", "japanese"],
  ["有給休暇", "japanese"],
  ["カード", "japanese"],
  ["회계부", "korean"],
  ["จอดรถ", "thai"],
  ["รหัส", "thai"],
])("FIND-1 %s finds the text in %s first", (question, name) => {
  expect(found(question)[0]).toBe(name);
});

test("FIND-1 C++, C# and C are three words", () => {
  expect(found("C++")).toEqual(["cpp"]);
  expect(found("C#")).toEqual(["csharp"]);
  expect(found("C")).toEqual(["c"]);
});

test("FIND-1 the language of a text is guessed by its frequent words and letters", () => {
  for (const [name, language] of [
    ["german", "de"],
    ["french", "fr"],
    ["turkish", "tr"],
    ["russian", "ru"],
    ["arabic", "ar"],
    ["code", "en"],
  ] as const)
    expect([name, languageOf(TEXTS[name])]).toEqual([name, language]);
  expect(languageOf("Parking 7741", ["tr", "de"])).toBe("tr");
});

test("FIND-1 any text has terms that FTS5 stores as they are, in time that grows with its length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      for (const term of termsOf(text, languageOf(text))) expect(term).not.toMatch(/[\s"]/);
      for (const [from, to] of markedWords(text, text)) expect(text.slice(from, to)).not.toBe("");
    }),
    { numRuns: 300 },
  );
  for (const piece of ["a.", "1,", "e-", "'", "aA", "漢", "ก", "a'", "(", "..", "a?", " \n"])
    expect(splitWords(piece.repeat(50_000)).length).toBeGreaterThanOrEqual(0);
});

test.each([
  ["german", "Wie lange dauert eine Rueckerstattung?", ["Rückerstattungen"]],
  ["german", "urlaub", ["Urlaubsanspruch"]],
  ["hyphens", "email port", ["e-mail", "port"]],
  ["chinese", "年假多少天", ["年假"]],
  ["thai", "รหัสอะไร", ["รหัส"]],
  ["french", "cafe gratuits", ["café", "gratuit"]],
] as const)("FIND-14 in the text in %s, %s marks %j", (name, question, words) => {
  const marks = markedWords(TEXTS[name], question).map(([from, to]) => TEXTS[name].slice(from, to));
  for (const word of words) expect(marks).toContain(word);
});

test("FIND-1 the stand-in's vectors see the same words", () => {
  const cosine = (a: string, b: string) => {
    const [one, other] = [embed(a, 1_024), embed(b, 1_024)];
    return one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0);
  };
  expect(cosine("退款", TEXTS.chinese)).toBeGreaterThan(cosine("退款", TEXTS.japanese));
  expect(
    cosine("Die Straßenschuhe sind in der Küche", "Die Strassenschuhe sind in der Kueche"),
  ).toBeGreaterThan(0.3);
});
