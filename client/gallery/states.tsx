import { For } from "solid-js";
import { ProgressMeter } from "../ui/progress-meter.tsx";
import { QuestionList } from "../ui/question-list.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { StateMessage } from "../ui/state.tsx";
import { Part, Specimen } from "./specimen.tsx";

export function States() {
  return (
    <Part title="States">
      <Specimen name="Empty, with an action">
        <StateMessage icon="book" title="No documents yet.">
          <button type="button" class="button button--primary">
            Add documents
          </button>
        </StateMessage>
      </Specimen>
      <Specimen name="Failed">
        <StateMessage icon="warning" title="There is no connection to Parley.">
          <button type="button" class="button">
            Try again
          </button>
        </StateMessage>
      </Specimen>
      <Specimen name="Loading">
        <Spinner label="Loading" />
      </Specimen>
      <Specimen name="Progress">
        <For each={[0, 0.4, 1]}>{(share) => <ProgressMeter label="Upload" share={share} />}</For>
      </Specimen>
      <Specimen name="Questions that one click asks">
        <QuestionList
          label="Questions"
          questions={["How long does a refund take?", "What are the opening hours?"]}
          onAsk={() => undefined}
        />
      </Specimen>
    </Part>
  );
}
