import { LOCAL_EMBEDDING, LOCAL_RERANKER } from "../server/local/local-model-names.ts";

/**
 * Settings for local models, if the environment names servers for them: any OpenAI-compatible server for text and embeddings, and
 * one with `/v1/rerank`. The names of the models say which one made the vectors of a document.
 */
export function localAi(environment: NodeJS.ProcessEnv): Record<string, string> {
  const { LOCAL_EMBEDDING_URL, LOCAL_EMBEDDING_MODEL = "default" } = environment;
  const { LOCAL_RERANK_URL, LOCAL_RERANK_MODEL = "default" } = environment;
  const given = (name: string): Record<string, string> => {
    const value = environment[name];
    return value === undefined ? {} : { [name]: value };
  };
  return {
    ...given("LOCAL_AI_URL"),
    ...given("LOCAL_AI_MODEL"),
    ...(isSet(LOCAL_EMBEDDING_URL) && {
      LOCAL_EMBEDDING_URL,
      EMBEDDING_MODEL: LOCAL_EMBEDDING + LOCAL_EMBEDDING_MODEL,
    }),
    ...(isSet(LOCAL_RERANK_URL) && { LOCAL_RERANK_URL, RERANK_MODEL: LOCAL_RERANKER + LOCAL_RERANK_MODEL }),
  };
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
