import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-moderation.ts";

export const words: Translated<typeof english> = {
  flagged: "Als unsicher eingestuft.",
  flaggedFor: "Als unsicher eingestuft ({{names}}).",
  yoursHeld:
    "Deine Nachricht wird zurückgehalten, bis eine Person, die diesen Raum verwaltet, sie angesehen hat.",
  yoursHeldFor:
    "Deine Nachricht wird zurückgehalten, bis eine Person, die diesen Raum verwaltet, sie angesehen hat ({{names}}).",
  held: "Diese Nachricht wird zurückgehalten, bis eine Person, die diesen Raum verwaltet, sie angesehen hat.",
  heldFor:
    "Diese Nachricht wird zurückgehalten, bis eine Person, die diesen Raum verwaltet, sie angesehen hat ({{names}}).",
  retracted: "Als unsicher zurückgezogen.",
  retractedFor: "Als unsicher zurückgezogen ({{names}}).",
  unchecked: "Ohne Sicherheitsprüfung angezeigt.",
  release: "Freigeben",
  takeBack: "Zurückziehen",
  markSafe: "Als sicher markieren",
  showText: "Text anzeigen",
  S1: "Gewaltverbrechen",
  S2: "gewaltlose Straftaten",
  S3: "Sexualverbrechen",
  S4: "Ausbeutung von Kindern",
  S5: "Verleumdung",
  S6: "fachliche Beratung",
  S7: "Privatsphäre",
  S8: "geistiges Eigentum",
  S9: "Massenvernichtungswaffen",
  S10: "Hass",
  S11: "Selbstverletzung",
  S12: "sexuelle Inhalte",
  S13: "Wahlen",
  S14: "Missbrauch der Code-Ausführung",
};
