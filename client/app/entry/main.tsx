import "../../ui/tokens.css";
import "../../ui/base.css";
import "../../ui/button.css";
import "../../ui/badge.css";
import "../../ui/meter.css";
import { render } from "solid-js/web";
import { wordsLoaded } from "../../words/catalogue.ts";
import { language } from "../../words/language.ts";
import { App } from "./app.tsx";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no #app");
document.documentElement.lang = language;
// No `await` at the top of this file: the bundler would then put what other files share with it into sixty files of their own (17 kB).
void wordsLoaded().then(() => render(() => <App />, root));

// Registered after the first screen is shown. The service worker lets the app open without a network from the next visit on.
if (import.meta.env.PROD && "serviceWorker" in navigator)
  addEventListener(
    "load",
    () => void navigator.serviceWorker.register("/service-worker.js").catch(() => undefined),
  );
