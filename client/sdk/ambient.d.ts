/**
 * Globals that browsers, Node and workers share and that the SDK uses. There is no DOM lib, so other globals cannot be used.
 * This file belongs only to the SDK's own type check; an app has the types of its platform.
 */
interface Event {
  readonly type: string;
}
interface MessageEvent extends Event {
  readonly data: unknown;
}
interface EventTarget {
  dispatchEvent(event: Event): boolean;
}
declare var Event: { new (type: string): Event };

type BinaryType = "blob" | "arraybuffer";
interface WebSocket extends EventTarget {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}
declare var WebSocket: { new (url: string): WebSocket };

interface AbortSignal {
  readonly aborted: boolean;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}

declare function setTimeout(callback: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number): void;

declare class URLSearchParams {
  set(name: string, value: string): void;
  toString(): string;
}

declare class URL {
  constructor(address: string);
  static canParse(address: string): boolean;
  readonly protocol: string;
  readonly href: string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare var crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> };

/** Exists only in browsers, so it is read through narrow ports (`storage/tabs.ts`). */
declare var navigator: { readonly locks?: undefined } | undefined;

/** Types that idb's declarations require. */
type IDBTransactionMode = "readonly" | "readwrite" | "versionchange";

declare function btoa(binary: string): string;
declare function atob(base64: string): string;
