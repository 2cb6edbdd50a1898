import { joinedEngine } from '#renderer/barcodes/joined-engine.ts';
import type { BarcodeEngine } from '#renderer/barcodes/engine.ts';
import { zxingLibraryEngine } from '#renderer/barcodes/zxing-library.ts';
import { zxingWasmEngine } from '#renderer/barcodes/zxing-wasm.ts';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { ENGINES, type BenchQuestion, type EngineName, type Reading } from './bench-messages.ts';

Error.stackTraceLimit = 0;

const wasm = fetch(wasmUrl).then(async (answer) => zxingWasmEngine(await answer.arrayBuffer()));
const engines: Promise<Readonly<Record<EngineName, BarcodeEngine>>> = wasm.then((engine) => ({
  'ours': joinedEngine(engine),
  'zxing-wasm': engine,
  '@zxing/library': zxingLibraryEngine(),
}));

/** The three engines read the same pixels in turns; who begins changes from one image to the next. */
onmessage = async ({ data: { pixels, formats, most, first } }: MessageEvent<BenchQuestion>) => {
  const all = await engines;
  const readings: Reading[] = [];
  for (const [at] of ENGINES.entries()) {
    const engine = ENGINES[(first + at) % ENGINES.length] ?? 'ours';
    const start = performance.now();
    const found = await all[engine].read(pixels, { formats, most });
    const ms = performance.now() - start;
    readings.push({ engine, ms, codes: found.map(({ format, text, bytes }) => ({ format, text, bytes: [...bytes] })) });
  }
  postMessage(readings);
};
