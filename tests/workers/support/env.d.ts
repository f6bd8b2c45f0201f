interface ParleyEnv extends Omit<import("../../../server/env.ts").Env, never> {}

declare namespace Cloudflare {
  interface Env extends ParleyEnv {
    /** Given by vitest.config.ts. */
    MIGRATIONS?: import("cloudflare:test").D1Migration[];
    /** What stands behind the stand-in for Vectorize. */
    LOCAL_VECTORS: DurableObjectNamespace<
      import("../../../server/local/local-vector-index.ts").LocalVectorIndex
    >;
  }
  interface GlobalProps {
    mainModule: typeof import("../../../server/index.ts");
  }
}
