import { createEffect, on } from "solid-js";
import { usePanel } from "../panel.ts";

/** Frequency in hertz and length in seconds of the sound: short, and not loud. */
const TONE = 660;
const LENGTH = 0.18;
const LOUDNESS = 0.08;

/** A sound for what a person or the AI has written while the visitor looks elsewhere. Only for who has switched it on. */
export default function Sound() {
  const panel = usePanel();
  createEffect(
    on(
      () => panel.conversation()?.unread().length ?? 0,
      (now, before) => {
        if (before !== undefined && now > before && panel.store.read("sound") !== "") play();
      },
    ),
  );
  return null;
}

function play(): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = TONE;
  volume.gain.setValueAtTime(LOUDNESS, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + LENGTH);
  tone.connect(volume).connect(context.destination);
  tone.onended = () => void context.close();
  tone.start();
  tone.stop(context.currentTime + LENGTH);
}
