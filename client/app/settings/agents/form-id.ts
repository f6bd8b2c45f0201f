/** The form that saves an agent. Its fields stand outside of it, because a trial beside them is a form as well. */
export const FORM = "agent-form";
