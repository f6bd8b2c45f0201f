import { words } from "../../../words/en/room-moderation.ts";
import { t } from "../../../words/room-moderation.ts";

/** Hazard classes of Llama Guard 3, https://huggingface.co/meta-llama/Llama-Guard-3-8B */
type Hazard = Extract<keyof typeof words, `S${number}`>;

const isHazard = (category: string): category is Hazard =>
  /^S\d+$/.test(category) && Object.hasOwn(words, category);

export const hazardName = (category: string): string => (isHazard(category) ? t(category) : category);
