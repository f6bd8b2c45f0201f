import type { JSX } from "solid-js";

/** A part of the gallery: components of one kind. */
export function Part(props: { title: string; children: JSX.Element }) {
  return (
    <section class="gallery__part" aria-label={props.title}>
      <h2>{props.title}</h2>
      <div class="gallery__specimens">{props.children}</div>
    </section>
  );
}

/** One component in one state, with the name of the state. */
export function Specimen(props: { name: string; wide?: boolean; children: JSX.Element }) {
  return (
    <figure class="gallery__specimen" classList={{ "gallery__specimen--wide": props.wide ?? false }}>
      <figcaption>{props.name}</figcaption>
      <div>{props.children}</div>
    </figure>
  );
}
