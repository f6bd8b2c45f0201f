/**
 * What a model says, without what is no part of its answer: its name, marks of its template, characters that nobody sees, and the rules
 * that it was given.
 */
import { VisibleText } from "../../../shared/visible-text.ts";
import { EndOfTurn } from "./end-of-turn.ts";
import { NoRecital } from "./no-recital.ts";
import { OwnName } from "./own-name.ts";

export class PlainAnswer {
  readonly #visible = new VisibleText();
  readonly #name: OwnName;
  readonly #recital: NoRecital;
  #turn = new EndOfTurn();

  /** `name`: of the agent, as the conversation writes it. `rules`: what it was told about how to answer. */
  constructor(name: string, rules = "") {
    this.#name = new OwnName(name);
    this.#recital = new NoRecital(rules);
  }

  /** The model is asked again, for the same answer. */
  next(): void {
    this.#name.next();
    this.#turn = new EndOfTurn();
  }

  /** Returns the text that can be shown now. */
  push(piece: string): string {
    return this.#recital.push(this.#turn.push(this.#name.push(this.#visible.push(piece))));
  }

  /** Returns text that was held back. More may follow. */
  end(): string {
    const visible = this.#name.push(this.#visible.end());
    const rest = this.#turn.push(visible + this.#name.end()) + this.#turn.end();
    return this.#recital.push(rest) + this.#recital.end();
  }
}

/** The same for an answer that is whole. */
export function plainAnswer(text: string, name = "", rules = ""): string {
  const answer = new PlainAnswer(name, rules);
  return answer.push(text) + answer.end();
}
