import type { MailWords } from "./en.ts";

export const words: MailWords = {
  answered: "Antwort von {{names}}",
  answer: "Antworten",
  replyOrAnswer: "Antworten Sie auf diese Mail oder im Chat:",
  leftAddress:
    "Sie bekommen diese Mail, weil Sie diese Adresse in einer Unterhaltung mit {{company}} angegeben haben. Der Link funktioniert einmal, innerhalb von sieben Tagen.",
  transcript: "Ihre Unterhaltung mit {{company}}",
  beginningLeftOut: "Der Anfang dieser Unterhaltung ist zu lang für eine Mail.",
  ended: "Diese Unterhaltung ist beendet. Schreiben Sie wieder, um sie fortzusetzen.",
  askedFor: "Jemand hat auf einer Seite von {{company}} darum gebeten und diese Adresse angegeben.",
};
