/** Settings for a local model, if the environment names one: any OpenAI-compatible server. */
export function localAi(environment: NodeJS.ProcessEnv): Record<string, string> {
  const { LOCAL_AI_URL, LOCAL_AI_MODEL } = environment;
  return {
    ...(LOCAL_AI_URL === undefined ? {} : { LOCAL_AI_URL }),
    ...(LOCAL_AI_MODEL === undefined ? {} : { LOCAL_AI_MODEL }),
  };
}
