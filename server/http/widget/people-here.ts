/** Who can answer a widget's visitors now. */
import { closingTime, isOpen, nextOpening } from "../../../shared/business-hours.ts";
import type { PeopleHere } from "../../../shared/widget.ts";
import type { Env } from "../../bindings/env.ts";
import { deskStub } from "../../bindings/object-stubs.ts";
import type { WidgetRow } from "../../directory/widgets.ts";

export async function peopleHere(
  env: Env,
  { organization, settings }: Pick<WidgetRow, "organization" | "settings">,
  now: number,
): Promise<PeopleHere> {
  const { hours } = settings;
  const open = hours === null || isOpen(hours, now);
  const { here, names, answerMinutes } = await deskStub(env, organization).people();
  return {
    here,
    names,
    open,
    closesAt: hours === null ? null : closingTime(hours, now),
    opensAt: open || hours === null ? null : nextOpening(hours, now),
    answerMinutes,
  };
}
