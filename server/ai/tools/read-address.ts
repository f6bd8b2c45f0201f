import * as z from "zod";
import { MAX_TOOL_RESULT } from "../../../shared/limits.ts";
import { extract } from "../../knowledge/ingest/extract/extract.ts";
import { Unreadable } from "../../knowledge/ingest/extract/extracted.ts";
import { fetchOriginal } from "../../knowledge/ingest/fetch-original.ts";
import { defineTool } from "../contract/tool.ts";
import { encodeBlock } from "../prompt/transcript.ts";

/** A page is read in parts that leave room in the result for its heading. UTF-16 units. */
const PART = MAX_TOOL_RESULT - 512;
/** Longer addresses carry data away, and no page needs one. */
const MAX_ADDRESS = 1_000;

/** A line break or a tab within an address is none for whoever reads it: what is asked for would not be what a person was shown. */
const ONE_WORD = /^https?:\/\/[^\s\p{Cc}]+$/iu;

export const readAddress = defineTool({
  name: "read_address",
  description:
    "Reads the text of a public web page or document by its address. Addresses that a person wrote in this conversation are read at once; " +
    "for any other one a person is asked first.",
  schema: z.object({
    address: z
      .string()
      .max(MAX_ADDRESS)
      .regex(ONE_WORD)
      .refine((address) => URL.canParse(address))
      .describe("The whole address, with https://."),
    part: z
      .number()
      .int()
      .min(1)
      .max(500)
      .optional()
      .describe("Which part of a long text. Missing: the first."),
  }),
  repeat: "safe",
  needs: "write",
  touches: "web",
  // Data can leave in an address, so one that the model has made is shown to a person first.
  asks: ({ address }, { isWritten }) => !isWritten(address),
  run: async ({ address, part = 1 }, { env }) => {
    try {
      const { bytes, kind } = await fetchOriginal(env, address);
      const { text } = await extract(bytes, { kind, language: null });
      const parts = Math.max(1, Math.ceil(text.length / PART));
      if (part > parts) return { ok: false, result: `The text has ${parts} parts.` };
      const shown = text.slice((part - 1) * PART, part * PART).toWellFormed();
      return { ok: true, result: encodeBlock(`Text at ${address}, part ${part} of ${parts}`, shown) };
    } catch (error) {
      if (error instanceof Unreadable) return { ok: false, result: PROBLEMS[error.failure] ?? NOT_READ };
      throw error;
    }
  },
});

const NOT_READ = "The address has no text that can be read.";
const PROBLEMS: Partial<Record<Unreadable["failure"], string>> = {
  not_fetched: "The address did not answer with a document in time, or it is not allowed.",
  too_large: "The document is too large.",
  too_long: "The document is too long.",
};
