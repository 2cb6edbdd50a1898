import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { printGoal, printTable, rounded } from '../figures.ts';
import { openBenchDesk } from './bench-desk.ts';
import { newId, visitWith } from './intents.ts';
import type { Line } from './line.ts';
import type { BenchOptions } from './options.ts';
import type { Place } from './place.ts';
import { startTusPeer } from './tus-peer.ts';
import { OURS } from './rows.ts';

const MIB = 1024 * 1024;
const FILE_BYTES = 10 * MIB;
/** 20 Mbit/s, as the upward half of a fibre that several desks share. */
const BYTES_A_SECOND = 2.5 * MIB;
const CUT_MS = 1000;

type Sending = { readonly name: string; readonly ms: number; readonly lineMs: number; readonly cuts: number; readonly resentMib: number; readonly failed: number; readonly corrupt: number };

/** So many MiB of scans over a line that breaks: how much longer than the line itself needs, and how much of it twice. */
export async function measureScans(place: Place, { quick, scansMb }: BenchOptions): Promise<object> {
  const everyMs = quick ? 4_000 : 10_000;
  const count = Math.ceil((scansMb * MIB) / FILE_BYTES);
  const sendings = [await sendOurs(place, count, everyMs), await sendTus(place, count, everyMs)];
  printTable(`(g) ${scansMb} MiB of scans at ${BYTES_A_SECOND / MIB} MiB/s, cut for ${CUT_MS / 1000} s every ${everyMs / 1000} s`, [
    ['', 'seconds', 'of the line itself', 'ratio', 'cuts', 'MiB resent a cut', 'never arrived', 'corrupt'],
    ...sendings.map(({ name, ms, lineMs, cuts, resentMib, failed, corrupt }) => [name, ms / 1000, lineMs / 1000, rounded(ms / lineMs, 2).toFixed(2), cuts, (resentMib / Math.max(1, cuts)).toFixed(2), failed, corrupt]),
  ]);
  console.log(`  ${OURS}: encrypted on both sides, each piece with its checksum and fsynced; tus-js-client: in Node, to @tus/server with its file store.`);
  const [ours] = sendings;
  if (ours === undefined) throw new Error('nothing was sent');
  printGoal('(g) ours / line time', rounded(ours.ms / ours.lineMs, 2), 1.15);
  printGoal('(g) MiB resent a cut', rounded(ours.resentMib / Math.max(1, ours.cuts), 2), 1);
  printGoal('(g) files lost or corrupt', ours.failed + ours.corrupt, 0);
  return { mebibytes: scansMb, everyMs, sendings };
}

async function sendOurs(place: Place, count: number, everyMs: number): Promise<Sending> {
  const town = await place.town(10_000);
  const bench = await openBenchDesk(place, town, 'scans');
  try {
    await bench.ask('bootOurs', 'martin zoe');
    const attachments = [];
    for (let nth = 0; nth < count; nth += 1) attachments.push(await bench.ask('addScan', newId(), FILE_BYTES));
    town.line.cut();
    await bench.ask('editOurs', [visitWith(attachments)]);
    town.line.mend();
    const sending = await overBreakingLine(town.line, count, everyMs, () => bench.ask('drainOurs'));
    const verified = Number(town.sql(`select count(*) from uploads where verified and id in (${attachments.map(({ id }) => `'${id}'`).join(',')})`));
    return { name: OURS, ...sending, failed: count - verified, corrupt: 0 };
  } finally {
    town.line.limitTo(undefined);
    await bench.close();
  }
}

async function sendTus(place: Place, count: number, everyMs: number): Promise<Sending> {
  const folder = path.join(place.folder, 'tus');
  mkdirSync(folder);
  const peer = await startTusPeer(folder);
  try {
    let harmed = { failed: 0, corrupt: 0 };
    const sending = await overBreakingLine(peer.line, count, everyMs, async () => {
      harmed = await peer.send(count, FILE_BYTES);
    });
    return { name: 'tus-js-client', ...sending, ...harmed };
  } finally {
    await peer.close();
  }
}

async function overBreakingLine(line: Line, count: number, everyMs: number, send: () => Promise<unknown>): Promise<Pick<Sending, 'ms' | 'lineMs' | 'cuts' | 'resentMib'>> {
  line.limitTo(BYTES_A_SECOND);
  const before = line.sent();
  let cuts = 0;
  let mending: ReturnType<typeof setTimeout> | undefined;
  const cutting = setInterval(() => {
    cuts += 1;
    line.cut();
    mending = setTimeout(() => line.mend(), CUT_MS);
  }, everyMs);
  const start = performance.now();
  try {
    await send();
  } finally {
    clearInterval(cutting);
    clearTimeout(mending);
    line.mend();
  }
  const ms = performance.now() - start;
  const bytes = count * FILE_BYTES;
  return { ms, lineMs: (bytes / BYTES_A_SECOND) * 1000 + cuts * CUT_MS, cuts, resentMib: Math.max(0, line.sent() - before - bytes) / MIB };
}
