/** The description of the API, as a row of the table that it describes. */
import { noBody } from "../route-body.ts";
import { publicJsonAnswer } from "../route-answer.ts";
import { route, type AnyRoute } from "../route.ts";
import { describeApi } from "./describe-api.ts";
import { MadeText } from "./made-text.ts";

/** `all`: the table with this row in it, which is complete only after this call. */
export function apiDescription(all: () => readonly AnyRoute[]): AnyRoute[] {
  let described: MadeText | null = null;
  return [
    route({
      method: "GET",
      path: "/openapi.json",
      in: "nobody",
      needs: null,
      body: noBody,
      answer: publicJsonAnswer,
      v1: "only",
      about: "Returns this document.",
      run: ({ request }) => {
        described ??= new MadeText(JSON.stringify(describeApi(all())), "application/json");
        return described.answer(request.headers);
      },
    }),
  ];
}
