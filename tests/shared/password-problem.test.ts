import { expect, test } from "vitest";
import { passwordProblem } from "../../server/principals/accounts/password-problem.ts";

const ada = {
  name: "Ada Lovelace",
  email: "ada.king@engines.example",
  organizations: ["Analytical Engines"],
};

test.each([
  ["        ", "blanks"],
  ["\u200b\u200b\u200b\u200b\u2800\u3000\u00a0\u00ad", "blanks"],
  ["aaaaaaaa", "repeats"],
  ["abababababab", "repeats"],
  ["passpass", "repeats"],
  ["abcdefghij", "repeats"],
  ["87654321", "repeats"],
  ["password", "many people"],
  ["PASSWORD", "many people"],
  ["ｐａｓｓｗｏｒｄ", "many people"],
  ["Password1!", "many people"],
  ["Summer2026", "many people"],
  ["p@ssw0rd", "many people"],
  ["1q2w3e4r5t", "many people"],
  ["ada.king@engines.example", "your name"],
  ["ADA.KING@ENGINES.EXAMPLE", "your name"],
  ["ada.king1815", "your name"],
  ["adalovelace", "your name"],
  ["analytical engines", "your name"],
  ["AnalyticalEngines26", "your name"],
  ["parley-ada", "your name"],
])("AUTH-9: %j is refused, and the sentence says why", (password, why) => {
  expect(passwordProblem(password, ada)).toContain(why);
});

test.each([
  "correct horse battery",
  "another battery",
  "engine drawings of 1843",
  "kvnw-2x7q-hh3z",
  "пароль для машины",
  "今日は良い天気ですね",
  "ada counts to a thousand",
])("AUTH-9: %j is taken", (password) => {
  expect(passwordProblem(password, ada)).toBeNull();
});
