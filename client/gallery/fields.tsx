import { createSignal } from "solid-js";
import { CopyLine } from "../ui/copy-line.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { Part, Specimen } from "./specimen.tsx";

const ROLES = ["Member", "Admin"].map((label) => ({ value: label, label }));

export function Fields() {
  const [name, setName] = createSignal("Jean-Luc O'Neil (ops)");
  const [about, setAbout] = createSignal("Answers questions about deliveries.\nمرحبا بكم");
  const [role, setRole] = createSignal("Admin");
  return (
    <Part title="Fields">
      <Specimen name="Field">
        <Field label="Name" value={name()} onValue={setName} />
      </Specimen>
      <Specimen name="Field with a hint, empty">
        <Field
          label="Handle"
          value=""
          onValue={setName}
          hint="Others mention you by it."
          placeholder="grace"
        />
      </Specimen>
      <Specimen name="Field with an error">
        <Field label="E-mail" value="grace" onValue={setName} error="This is not an e-mail address." />
      </Specimen>
      <Specimen name="Disabled field">
        <Field label="Organization" value="Morrow" onValue={setName} disabled />
      </Specimen>
      <Specimen name="Selection">
        <Select
          label="Role"
          value={role()}
          options={ROLES}
          onValue={setRole}
          hint="Admins invite and remove people."
        />
      </Specimen>
      <Specimen name="Text area">
        <TextArea label="Instructions" value={about()} onValue={setAbout} rows={4} />
      </Specimen>
      <Specimen name="Text to copy" wide>
        <CopyLine label="Link" value="https://parley.example/join#k7tw2m" />
      </Specimen>
    </Part>
  );
}
