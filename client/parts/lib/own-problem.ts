import { ParleyError } from "../../sdk/parley-error.ts";

/** A problem that the page has put into words itself. Its message is in the language of the page, unlike those of the server. */
export class OwnProblem extends ParleyError {}
