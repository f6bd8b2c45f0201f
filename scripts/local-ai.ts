import { LOCAL_EMBEDDING, LOCAL_RERANKER } from "../server/local/local-model-names.ts";

/**
 * Settings for local models, if the environment names servers for them: any OpenAI-compatible server for text and embeddings, and
 * one with `/v1/rerank`. The names of the models say which one made the vectors of a document.
 */
export function localAi(environment: NodeJS.ProcessEnv): Record<string, string> {
  const { LOCAL_AI_URL, LOCAL_EMBEDDING_URL, LOCAL_EMBEDDING_MODEL = "default" } = environment;
  const { LOCAL_RERANK_URL, LOCAL_RERANK_MODEL = "default" } = environment;
  const given = (name: string): Record<string, string> => {
    const value = environment[name];
    return value === undefined ? {} : { [name]: value };
  };
  return {
    ...(LOCAL_AI_URL !== undefined && { LOCAL_AI_URL: withScheme(LOCAL_AI_URL.trim()) }),
    ...given("LOCAL_AI_MODEL"),
    ...given("LOCAL_AI_KEY"),
    ...given("LOCAL_AI_FIRST_BYTE"),
    ...(isSet(LOCAL_EMBEDDING_URL) && {
      LOCAL_EMBEDDING_URL,
      EMBEDDING_MODEL: LOCAL_EMBEDDING + LOCAL_EMBEDDING_MODEL,
    }),
    ...(isSet(LOCAL_RERANK_URL) && { LOCAL_RERANK_URL, RERANK_MODEL: LOCAL_RERANKER + LOCAL_RERANK_MODEL }),
  };
}

/** `127.0.0.1:11434`, as OLLAMA_HOST is written, is an address as well. */
function withScheme(address: string): string {
  return address === "" || /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
