import { spawn } from "node:child_process";
import { node, quietEnvironment, root } from "./root.ts";

/** Runs a tool until it ends. Rejects with its output if it fails. */
export function run(script: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [script, ...args], {
      cwd: root,
      // A build that a test starts must equal the build that is served.
      env: { ...quietEnvironment, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${script} ${args.join(" ")} ended with ${code}\n${output}`));
    });
  });
}
