import { createEffect, on } from "solid-js";
import { useLocation, useNavigate } from "@solidjs/router";

/** The paths of the history's entries, by the depth that the router gives each. Entries of an earlier load of the page are unknown. */
const paths = new Map<number, string>();

function depth(): number | undefined {
  const state: unknown = history.state;
  const found = typeof state === "object" && state !== null && "_depth" in state ? state._depth : undefined;
  return typeof found === "number" ? found : undefined;
}

/** Notes which page each entry of the history shows. */
export function followHistory(): void {
  const location = useLocation();
  createEffect(
    on(
      () => location.pathname,
      (path) => {
        // The router writes the entry after it has told the new path.
        setTimeout(() => {
          const at = depth();
          if (at !== undefined) paths.set(at, path);
        });
      },
    ),
  );
}

/**
 * Goes back to a page. If it is the entry before this one, it is the same as the back gesture of the device; otherwise the page takes the
 * place of this one. So the gesture after it never leads forward again.
 */
export function useBack(): (path: string) => void {
  const navigate = useNavigate();
  return (path) => {
    const at = depth();
    if (at !== undefined && paths.get(at - 1) === path) history.back();
    else navigate(path, { replace: true });
  };
}
