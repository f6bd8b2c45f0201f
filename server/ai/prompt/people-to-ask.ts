/** What an agent is told, in a conversation with a visitor, about the people of the company. */

export interface PeopleToAsk {
  /** Supporters who are here now. */
  here: number;
  /** By the business hours; true if there are none. */
  isOpen: boolean;
  /** When it closes, or when it opens next (server clock, milliseconds); null if that is not known. */
  until: number | null;
  timeZone: string;
  /** The agent can ask for them itself, by a tool. */
  canAsk?: boolean;
}

export const ASKING =
  "You talk with a visitor of a company's site. Only the visitor can ask for a person, by the button above the conversation: " +
  "never say that you have asked somebody, passed anything on or noted an address.";

export const HANDING_OVER =
  "You talk with a visitor of a company's site. When the visitor wants a person, or you cannot help, ask for one with hand_over. " +
  "Never say that you have asked somebody, passed anything on or noted an address before it has answered.";

/** It promises a person only while somebody is there. */
export function peopleToAsk({ here, isOpen, until, timeZone, canAsk = false }: PeopleToAsk): string {
  const time = until === null ? null : momentIn(until, timeZone);
  const asking = canAsk ? HANDING_OVER : ASKING;
  if (isOpen && here > 0) {
    const offer = canAsk
      ? ""
      : " Where you cannot help, say so, and offer that the visitor can ask for a person.";
    return `${asking} People of the company are here now${time === null ? "" : `, until ${time}`}.${offer}`;
  }
  const back = isOpen || time === null ? "" : ` They are back on ${time}.`;
  return `${asking} Nobody of the company is here now.${back} When a person is wanted, say this, and that the visitor can leave a message and an address by the same button. Promise no person before that.`;
}

function momentIn(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return format.format(at);
}
