import { Show, type JSX } from "solid-js";
import "./auth.css";

const PRODUCT = "Parley";

/** The page layout that signing in, signing up and joining share. */
export function AuthFrame(props: {
  title: string;
  lead?: JSX.Element;
  children: JSX.Element;
  foot?: JSX.Element;
}) {
  return (
    <main class="centered">
      <div class="auth__card">
        <img class="auth__mark" src="/favicon.svg" width="40" height="40" alt={PRODUCT} />
        <h1 class="auth__title">{props.title}</h1>
        <Show when={props.lead}>
          <p class="auth__lead">{props.lead}</p>
        </Show>
        {props.children}
      </div>
      <Show when={props.foot}>
        <p class="auth__foot">{props.foot}</p>
      </Show>
    </main>
  );
}
