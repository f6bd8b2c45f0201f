import type { DocumentKind } from "../../../shared/knowledge.ts";
import type { Env } from "../../env.ts";
import { Unreadable } from "./extract/extracted.ts";

export async function fetchOriginal(
  env: Env,
  address: string,
): Promise<{ bytes: Uint8Array; kind: DocumentKind }> {
  void env;
  void address;
  throw new Unreadable("not_fetched");
}
