import { createContext, useContext, type JSX } from "solid-js";

/** Renders `[n]`. Provide it around a text whose numbers refer to sources. */
export const CitationMarks = createContext<(n: number) => JSX.Element>();

/** Without a provider it is shown as written. */
export function CitationMark(props: { n: number }) {
  const markOf = useContext(CitationMarks);
  return <>{markOf ? markOf(props.n) : `[${props.n}]`}</>;
}
