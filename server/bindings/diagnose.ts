import { Problem } from "../problems/problem.ts";
import { DAMAGED_MESSAGE, isDamage } from "../storage/storage-fault.ts";
import type { Env } from "./env.ts";

/** What workerd says of an object that could not be opened; the cause is only in its log. */
const OPAQUE = /^internal error/;

/**
 * The same object, whose failed calls say whether its data is damaged (`Problem` with the code `damaged`). `kind`: its class.
 */
export function diagnosed<Stub extends DurableObjectStub>(
  { DATA_CHECK }: Pick<Env, "DATA_CHECK">,
  kind: string,
  stub: Stub,
): Stub {
  if (DATA_CHECK === undefined) return stub;
  return new Proxy(stub, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          throw (await isDamaged(error)) ? new Problem("damaged", DAMAGED_MESSAGE) : error;
        }
      };
    },
  });

  async function isDamaged(error: unknown): Promise<boolean> {
    if (isDamage(error)) return true;
    if (!(error instanceof Error && OPAQUE.test(error.message))) return false;
    const answer = await DATA_CHECK?.fetch(`http://data-check/${kind}/${stub.id.toString()}`);
    return (await answer?.text()) === "damaged";
  }
}
