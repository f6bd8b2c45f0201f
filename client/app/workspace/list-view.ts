import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { OrganizationId } from "../../../shared/ids.ts";
import { localStore } from "../../parts/lib/local-store.ts";
import { SECTIONS, type SectionName } from "./list-rooms.ts";

export type Density = "comfortable" | "compact";

/** How this device shows the list of rooms. It is remembered on the device. */
export interface ListView {
  density: Accessor<Density>;
  setDensity: (density: Density) => void;
  folded: Accessor<ReadonlySet<SectionName>>;
  toggle: (section: SectionName) => void;
  /** A phone shows one pane at a time, as in workspace.css. */
  isPhone: Accessor<boolean>;
}

const DENSITY = "parley:rows";
const PHONE = "(max-width: 48rem)";

export function createListView(organization: OrganizationId): ListView {
  const key = `parley:folded:${organization}`;
  const kept = localStore.read(key)?.split(" ") ?? [];
  const [folded, setFolded] = createSignal<ReadonlySet<SectionName>>(
    new Set(SECTIONS.filter((name) => kept.includes(name))),
  );
  const [density, setDensity] = createSignal<Density>(
    localStore.read(DENSITY) === "compact" ? "compact" : "comfortable",
  );
  const phone = matchMedia(PHONE);
  const [isPhone, setPhone] = createSignal(phone.matches);
  const onChange = () => setPhone(phone.matches);
  phone.addEventListener("change", onChange);
  onCleanup(() => phone.removeEventListener("change", onChange));
  return {
    density,
    setDensity: (next) => {
      setDensity(next);
      localStore.write(DENSITY, next === "compact" ? next : null);
    },
    folded,
    toggle: (section) => {
      const next = new Set(folded());
      if (!next.delete(section)) next.add(section);
      setFolded(next);
      localStore.write(key, next.size === 0 ? null : [...next].join(" "));
    },
    isPhone,
  };
}
