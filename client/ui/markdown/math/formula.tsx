import { Show } from "solid-js";
import { loadTypesetter, typesetter } from "./load-typesetter.ts";

/** A formula in TeX. Until the typesetter is loaded, and where it cannot read the formula, its source is shown. */
export function Formula(props: { tex: string; display: boolean }) {
  loadTypesetter();
  const typeset = () => typesetter()?.(props.tex, props.display) ?? null;
  return (
    <Show when={typeset()} fallback={<code dir="ltr">{props.tex}</code>} keyed>
      {(formula) => <span class="formula" dir="ltr" ref={(element) => element.replaceChildren(formula)} />}
    </Show>
  );
}
