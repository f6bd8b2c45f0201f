import { setTimeout as delay } from "node:timers/promises";
import { reopenIfEnded } from "./actors/govern.ts";
import type { Device } from "./actors/device.ts";
import type { Proxy } from "./faults/proxy.ts";
import type { Cast } from "./world/cast.ts";

/** Expected is 5 s; a machine that does other things too gets ten times that. The time itself is reported. */
const BOUND = 50_000;

/** It has to stay so for this long: `delivered` and `read` are joined and come a second later. */
const CALM = 2_500;

/** R28: faults have ended. Waits until everyone is connected, has nothing waiting, and shows the same; how long it took. */
export async function waitUntilEqual(devices: readonly Device[], cast: Cast, proxy: Proxy): Promise<number> {
  const began = performance.now();
  proxy.waitUntilEqual();
  let wellSince = Infinity;
  while (performance.now() - wellSince < CALM) {
    wellSince = isWell(devices, cast) ? Math.min(wellSince, performance.now()) : Infinity;
    if (performance.now() - began > BOUND)
      throw new Error(`R28: not well after ${BOUND} ms\n${whoIsIll(devices)}`);
    for (const device of devices)
      for (const room of device.rooms) {
        reopenIfEnded(device, room.id);
        for (const entry of room.outbox) if (entry.failure !== undefined) await room.retry(entry.id);
      }
    await delay(20);
  }
  return wellSince - began;
}

function isWell(devices: readonly Device[], cast: Cast): boolean {
  return cast.rooms.every((id) => {
    const rooms = devices.flatMap((device) => device.rooms.filter((room) => room.id === id));
    const heads = new Set(rooms.map(({ view }) => view?.head));
    const settled = rooms.every(
      ({ connection, outbox }) => connection.type === "open" && outbox.length === 0,
    );
    const cursors = new Set(
      rooms.map(({ view }) => JSON.stringify(Object.entries(view?.cursors ?? {}).sort())),
    );
    // R12: nothing is "being answered" for ever.
    const answered = rooms.every(
      ({ view }) =>
        view?.queue.length === 0 && view.messages.every(({ answer }) => answer?.state !== "running"),
    );
    return settled && answered && heads.size === 1 && cursors.size === 1;
  });
}

function whoIsIll(devices: readonly Device[]): string {
  return devices
    .flatMap((device) =>
      device.rooms.map(({ id, connection, outbox, view }) => {
        const waiting = outbox.map(({ failure }) => failure?.code ?? "waiting").join();
        return `${device.spec.name} ${id}: ${JSON.stringify(connection)} head ${view?.head} outbox [${waiting}]`;
      }),
    )
    .join("\n");
}
