/** `/gallery.html` of `npm run dev`: the components of `client/ui` in every state. It is not built for production. */
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/button.css";
import "../ui/badge.css";
import "../ui/meter.css";
import { render } from "solid-js/web";
import { wordsLoaded } from "../words/catalogue.ts";
import { Controls } from "./controls.tsx";
import { Fields } from "./fields.tsx";
import { People } from "./people.tsx";
import { States } from "./states.tsx";
import { Texts } from "./texts.tsx";
import { Tokens } from "./tokens.tsx";
import "./gallery.css";

const root = document.getElementById("gallery");
if (!root) throw new Error("gallery.html has no #gallery");
await wordsLoaded();
render(
  () => (
    <>
      <h1>Gallery</h1>
      <Tokens />
      <Controls />
      <Fields />
      <People />
      <States />
      <Texts />
    </>
  ),
  root,
);
