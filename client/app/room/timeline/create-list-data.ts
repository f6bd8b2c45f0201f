import { batch, createComputed, createSignal, untrack, type Accessor } from "solid-js";

/**
 * What the virtual list is given. It keeps its place either from the top (rows are added below) or, with `shift`, from
 * the bottom (rows were added above), never both at once: a change that does both is handed over in two steps.
 */
export function createListData(next: Accessor<readonly string[]>) {
  const [data, setData] = createSignal<readonly string[]>([]);
  const [shift, setShift] = createSignal(false);
  const set = (keys: readonly string[], fromAbove: boolean) =>
    batch(() => {
      setShift(fromAbove);
      setData(keys);
    });

  createComputed(() => {
    const wanted = next();
    untrack(() => {
      const before = data();
      const added = before[0] === undefined ? 0 : wanted.indexOf(before[0]);
      if (added <= 0) return set(wanted, false);
      set([...wanted.slice(0, added), ...before], true);
      if (wanted.length !== added + before.length || wanted.at(-1) !== before.at(-1)) {
        queueMicrotask(() => set(wanted, false));
      }
    });
  });
  return { data, shift };
}
