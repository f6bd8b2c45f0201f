/**
 * The globals that browsers, Node and workers share and the SDK uses. No DOM lib: what is not named here is not used.
 * This file belongs to the SDK's own type-check only; an app brings its platform's types.
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

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare var crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> };

/** Found in browsers only, so read through narrow ports (`storage/tabs.ts`). */
declare var navigator: { readonly locks?: undefined } | undefined;

/** What idb's types lean on. */
type IDBTransactionMode = "readonly" | "readwrite" | "versionchange";

declare function btoa(binary: string): string;
declare function atob(base64: string): string;
