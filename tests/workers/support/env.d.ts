interface ParleyEnv extends Omit<import("../../../server/bindings/env.ts").Env, never> {}

declare namespace Cloudflare {
  interface Env extends ParleyEnv {
    /** Set by vitest.config.ts. */
    MIGRATIONS?: import("cloudflare:test").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../../../server/index.ts");
  }
}

declare module "*.sql?raw" {
  const sql: string;
  export default sql;
}
