/**
 * Reads the data of server-sent events from bytes that arrive in any pieces. Lines end with LF, CR LF or CR; several data lines of
 * one event are joined. Comments and other fields are left out. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class SseData {
  readonly #decoder = new TextDecoder();
  #rest = "";
  #data: string[] = [];

  /** The data of the events that these bytes complete. */
  push(bytes: Uint8Array): string[] {
    return this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The data of a last event that no empty line has ended: many servers end so. */
  end(): string[] {
    const events = this.#read(`${this.#decoder.decode()}\n`);
    return [...events, ...this.#event()];
  }

  #read(text: string): string[] {
    // A CR at the end may be half of a line end.
    const all = this.#rest + text;
    const held = all.endsWith("\r") ? 1 : 0;
    const lines = all.slice(0, all.length - held).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? "") + all.slice(all.length - held);
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): string[] {
    if (line === "") return this.#event();
    const data = line.match(/^data:? ?(.*)$/s)?.[1];
    if (data === undefined) return [];
    // Some servers leave out the empty lines, so a new JSON value begins a new event.
    const before = /^[[{]/.test(data) ? this.#event() : [];
    this.#data.push(data);
    return before;
  }

  #event(): string[] {
    const data = this.#data.join("\n");
    this.#data = [];
    return data === "" ? [] : [data];
  }
}
