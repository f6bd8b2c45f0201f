import { isDeviceId, makeId, type DeviceId } from "../../../shared/ids.ts";
import { localStore } from "./local-store.ts";

const KEY = "parley:device";

/** The id of this browser profile. It is created on the first visit. */
export function deviceId(): DeviceId {
  const kept = localStore.read(KEY);
  if (isDeviceId(kept)) return kept;
  const made = makeId("dev", (bytes) => crypto.getRandomValues(bytes));
  localStore.write(KEY, made);
  return made;
}
