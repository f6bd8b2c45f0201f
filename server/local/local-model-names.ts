/** Models of these names are asked for at the servers that LOCAL_EMBEDDING_URL and LOCAL_RERANK_URL name. */
export const LOCAL_EMBEDDING = "local-embedding/";
export const LOCAL_RERANKER = "local-reranker/";
