import { createContext, useContext } from "solid-js";

/** A context with its two ways in: `use` where it has to be there, `find` where one does without. */
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
