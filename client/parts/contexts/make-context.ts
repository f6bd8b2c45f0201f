import { createContext, useContext } from "solid-js";

/** Creates a context with two accessors: `use` throws if there is no provider, `find` returns undefined. */
export function makeContext<Value>(name: string) {
  const context = createContext<Value>();
  const find = (): Value | undefined => useContext(context);
  function use(): Value {
    const value = find();
    if (value === undefined) throw new Error(`There is no ${name}Provider above this`);
    return value;
  }
  return { Provider: context.Provider, use, find };
}
