/** Removes what a model writes before its answer because every line of the conversation has it: its own name, or its role. */
export class OwnName {
  readonly #labels: string[];
  #held = "";
  #isDecided = false;
  /** A label was removed, and only white space has followed. */
  #isAfterLabel = false;

  /** `name`: of the agent, as the conversation writes it. */
  constructor(name: string) {
    this.#labels = ["assistant\n", ...["assistant", name.toLowerCase()].flatMap(labelsFor)];
  }

  /** The model is asked again: it may begin with its name again. */
  next(): void {
    this.#isDecided = false;
  }

  /** Returns the text that can be shown now. Nothing waits unless it may become a label. */
  push(piece: string): string {
    if (this.#isDecided) return this.#shown(piece);
    this.#held += piece;
    const begun = this.#held.trimStart();
    const lower = begun.toLowerCase();
    const label = this.#labels.find((each) => lower.startsWith(each));
    if (label === undefined && this.#labels.some((each) => each.startsWith(lower))) return "";
    this.#isAfterLabel = label !== undefined;
    return this.#decide(label === undefined ? this.#held : begun.slice(label.length));
  }

  end(): string {
    return this.#isDecided ? "" : this.#decide(this.#held);
  }

  #decide(text: string): string {
    this.#isDecided = true;
    this.#held = "";
    return this.#shown(text);
  }

  #shown(text: string): string {
    if (!this.#isAfterLabel) return text;
    const shown = text.trimStart();
    this.#isAfterLabel = shown === "";
    return shown;
  }
}

function labelsFor(name: string): string[] {
  if (name === "") return [];
  return [`${name}:`, `${name}：`, `${name} [asks]:`, `**${name}:**`, `**${name}**:`, `[${name}]:`];
}
