import { setTimeout as delay } from "node:timers/promises";
import { reopenIfEnded } from "./actors/manage-members.ts";
import type { Device } from "./actors/device.ts";
import { giveUpThread } from "./actors/talk.ts";
import type { Proxy } from "./faults/proxy.ts";
import type { Recorder } from "./recorder.ts";
import type { Cast } from "./world/cast.ts";

/** Timeout, ms. Expected are 5 s; a busy machine gets ten times that. The measured time is reported. */
const TIMEOUT_MS = 50_000;

/** The state must last this long, ms, because `delivered` and `read` are joined and arrive one second later. */
const STABLE_MS = 2_500;

/** R28: after the faults, waits until everyone is connected, has no waiting message, and shows the same. Returns how long it took. */
export async function waitUntilEqual(
  devices: readonly Device[],
  cast: Cast,
  proxy: Proxy,
  recorder: Recorder,
): Promise<number> {
  const began = performance.now();
  proxy.stopFaults();
  let equalSince = Infinity;
  while (performance.now() - equalSince < STABLE_MS) {
    equalSince = areAllEqual(devices, cast) ? Math.min(equalSince, performance.now()) : Infinity;
    if (performance.now() - began > TIMEOUT_MS)
      throw new Error(`R28: not equal after ${TIMEOUT_MS} ms\n${listUnequal(devices)}`);
    for (const device of devices)
      for (const room of device.rooms) {
        reopenIfEnded(device, room.id);
        await giveUpThread(device, room, recorder);
        for (const entry of room.outbox) if (entry.failure !== undefined) await room.retry(entry.id);
      }
    await delay(20);
  }
  return equalSince - began;
}

function areAllEqual(devices: readonly Device[], cast: Cast): boolean {
  return cast.rooms.every((id) => {
    const rooms = devices.flatMap((device) => device.rooms.filter((room) => room.id === id));
    const heads = new Set(rooms.map(({ view }) => view?.head));
    const settled = rooms.every(
      ({ connection, outbox }) => connection.type === "open" && outbox.length === 0,
    );
    const cursors = new Set(
      rooms.map(({ view }) => JSON.stringify(Object.entries(view?.cursors ?? {}).sort())),
    );
    // R12: no answer stays running.
    const answered = rooms.every(
      ({ view }) =>
        view?.queue.length === 0 && view.messages.every(({ answer }) => answer?.state !== "running"),
    );
    return settled && answered && heads.size === 1 && cursors.size === 1;
  });
}

function listUnequal(devices: readonly Device[]): string {
  return devices
    .flatMap((device) =>
      device.rooms.map(({ id, connection, outbox, view }) => {
        const waiting = outbox.map(({ failure }) => failure?.code ?? "waiting").join();
        return `${device.spec.name} ${id}: ${JSON.stringify(connection)} head ${view?.head} outbox [${waiting}]`;
      }),
    )
    .join("\n");
}
