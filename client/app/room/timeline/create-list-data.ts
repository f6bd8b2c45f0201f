import { batch, createComputed, createSignal, untrack, type Accessor } from "solid-js";

/**
 * The data of the virtual list. The list keeps its scroll position either from the top (rows were added below) or, with `shift`, from the
 * bottom (rows were added above), but never both at once. A change that does both is passed on in two steps.
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
