import type { Random } from "../random.ts";
import type { Link, Proxy } from "./proxy.ts";

const faults = { cut: 30, cutDown: 35, cutUp: 12, halfClose: 8, stall: 8, delay: 7 } as const;

/** Applies a random fault to one connection. */
export function breakOne(proxy: Proxy, random: Random): void {
  const links = proxy.links();
  if (links.length === 0) return;
  const link: Link = random.pick(links);
  switch (random.weighted(faults)) {
    case "cut":
      return link.cut();
    case "cutDown":
      // The size of one or two acknowledgements: the server has sent it, and the client may not receive it.
      return link.cutAfter("down", random.between(0, 900));
    case "cutUp":
      return link.cutAfter("up", random.between(0, 400));
    case "halfClose":
      return link.halfClose(random.pick(["client", "server"] as const));
    case "stall":
      return link.stall(
        random.pick(["up", "down"] as const),
        random.chance(0.2) ? random.between(5_000, 8_000) : random.between(50, 2_000),
      );
    case "delay":
      return link.delay(random.pick(["up", "down"] as const), random.between(1, 60));
  }
}
