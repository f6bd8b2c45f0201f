import { createContext, useContext, type JSX } from "solid-js";

/** What stands for `[n]`. Around a text whose numbers mean something. */
export const CitationMarks = createContext<(n: number) => JSX.Element>();

/** Without anyone who knows the number, it is what was written. */
export function CitationMark(props: { n: number }) {
  const markOf = useContext(CitationMarks);
  return <>{markOf ? markOf(props.n) : `[${props.n}]`}</>;
}
