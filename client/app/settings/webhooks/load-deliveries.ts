import type { Delivery, DeliveryPage, DeliveryState } from "../../../../shared/webhooks.ts";
import { call } from "../../../parts/lib/http.ts";

/** The newest deliveries of a log, at most `pages` pages of them. `state`: only those in this state. */
export async function loadDeliveries(
  path: string,
  state: DeliveryState | undefined,
  pages: number,
): Promise<DeliveryPage> {
  const deliveries: Delivery[] = [];
  let more = true;
  for (let page = 0; page < pages && more; page += 1) {
    const query = new URLSearchParams();
    if (state !== undefined) query.set("state", state);
    const last = deliveries.at(-1);
    if (last !== undefined) query.set("before", String(last.id));
    const found = await call<DeliveryPage>("GET", `${path}?${query.toString()}`);
    deliveries.push(...found.deliveries);
    more = found.more;
  }
  return { deliveries, more };
}
