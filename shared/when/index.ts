export { loadParsers } from "./parsers.ts";
export { readWhen, type When, type WhenOptions } from "./read-when.ts";
