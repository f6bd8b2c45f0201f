import { FAQ } from "./faq.ts";
import { HOLIDAYS } from "./holidays.ts";
import { ONBOARDING } from "./onboarding.ts";
import { OPENING_HOURS } from "./opening-hours.ts";
import { REFUNDS } from "./refunds.ts";
import { SECURITY } from "./security.ts";

/** The handbook of a fictional company, so that a new user can ask questions at once. */
export const SAMPLES: readonly { title: string; text: string }[] = [
  { title: "Refunds and returns.md", text: REFUNDS },
  { title: "Opening hours.md", text: OPENING_HOURS },
  { title: "Holidays and time off.md", text: HOLIDAYS },
  { title: "Security.md", text: SECURITY },
  { title: "Your first week.md", text: ONBOARDING },
  { title: "Lamp questions.md", text: FAQ },
];
