import type { Signal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";

/**
 * `storage` of a resource that is or has a list of things with ids. When the list is loaded again, a thing stays the same object, so its row stays too, with
 * a menu that is open in it.
 */
export function keptById<List>(first: List | undefined): Signal<List | undefined> {
  const [store, setStore] = createStore({ list: first });
  const set = (next: unknown) => {
    const list = typeof next === "function" ? next(unwrap(store.list)) : next;
    setStore("list", reconcile(list));
    return store.list;
  };
  return [() => store.list, set as Signal<List | undefined>[1]];
}
