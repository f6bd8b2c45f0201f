import { type Skill, LOCAL_MODEL_NOTE } from "./skill.ts";

const GREETING =
  /^(?:hi|hello|hey|hallo|hola|bonjour|servus|moin|good (?:morning|afternoon|evening)|guten (?:morgen|tag|abend))\b[^?\n]{0,40}$/i;
const THANKS = /^(?:thanks|thank you|thx|cheers|danke|merci|gracias)\b[^?]{0,40}$/i;
const WHO =
  /\b(?:who|what) are you\b|\bwhat can you do\b|\bhow do you work\b|^help\b|\bare you (?:a|an|real|human)\b/i;

export const smallTalk: Skill = ({ name, text }, { self }) => {
  const words = text.trim();
  const me = self === "" ? "" : ` I am ${self}.`;
  if (THANKS.test(words)) return "You are welcome.";
  if (WHO.test(words)) return `${me.trim()} ${LOCAL_MODEL_NOTE}`.trim();
  if (!GREETING.test(words)) return null;
  const addressee = name === "You" ? "" : ` ${name}`;
  return `Hello${addressee}!${me} Ask me what was said here, for a summary, or for a sum. ${LOCAL_MODEL_NOTE}`;
};
