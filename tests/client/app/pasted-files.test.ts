import { expect, test } from "vitest";
import { sortPaste } from "../../../client/app/room/attachments/pasted-files.ts";

const picture = { name: "image.png", type: "image/png" };
const photo = { name: "Foto 1.jpeg", type: "image/jpeg" };
const plan = { name: "plan.pdf", type: "application/pdf" };

test.for([
  ["a screenshot", "", [picture]],
  ["a file of Finder", "plan.pdf", [plan]],
  ["a photo of Finder, under the name that browsers give", "Foto 1.jpeg", [picture]],
  ["files of Nautilus", "/home/ada/plan.pdf\n/home/ada/Foto 1.jpeg", [plan, photo]],
  ["files of Dolphin", "file:///home/ada/Foto%201.jpeg\r\n", [photo]],
  ["a picture of a page in Safari", "https://a.example/photo.jpeg?width=80", [picture]],
  ["a file of Windows with its path", "C:\\Users\\ada\\plan.pdf", [plan]],
] as const)("WRITE-3: the paste of %s attaches its files, and inserts no text", ([, text, files]) => {
  expect(sortPaste(text, files)).toEqual({ files, withText: false });
});

test.for([
  ["a table of Excel", "a\tb\r\n1\t2\r\n", [picture]],
  ["words of Word", "Dear Ada", [picture]],
  ["a name that is no file", "plan", [picture]],
  ["a broken address", "file:///%zz", [picture]],
] as const)("WRITE-3: the paste of %s inserts its text, and not the picture of it", ([, text, files]) => {
  expect(sortPaste(text, files)).toEqual({ files: [], withText: true });
});

test("WRITE-3: a document beside another text is attached, and the text is inserted", () => {
  expect(sortPaste("see the plan", [plan, picture])).toEqual({ files: [plan], withText: true });
});
