/** Named steps with their milliseconds, printed as a table. */
export type Steps = {
  run<Value>(name: string, step: () => Promise<Value>): Promise<Value>;
  table(): string;
};

export function createSteps(): Steps {
  const done: { readonly name: string; readonly ms: number }[] = [];
  return {
    async run(name, step) {
      const started = performance.now();
      const value = await step();
      const ms = Math.round(performance.now() - started);
      done.push({ name, ms });
      console.log(`${String(ms).padStart(7)} ms  ${name}`);
      return value;
    },
    table() {
      const width = Math.max(...done.map(({ name }) => name.length));
      return done.map(({ name, ms }) => `| ${name.padEnd(width)} | ${String(ms).padStart(7)} |`).join('\n');
    },
  };
}
