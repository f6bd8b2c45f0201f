import "../../ui/tokens.css";
import "../../ui/base.css";
import "../../ui/button.css";
import "../../ui/badge.css";
import "../../ui/meter.css";
import { render } from "solid-js/web";
import { App } from "./app.tsx";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");
render(() => <App />, root);

// Registered after the first screen is shown. The service worker lets the app open without a network from the next visit on.
if (import.meta.env.PROD && "serviceWorker" in navigator)
  addEventListener(
    "load",
    () => void navigator.serviceWorker.register("/service-worker.js").catch(() => undefined),
  );
