import path from 'node:path';
import { openDesk } from '#tests/harness/clerk.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '#tests/harness/fault-proxy.ts';
import type { RunningDesk } from '#tests/harness/desk.ts';
import type { Check } from '../report.ts';
import { recordVisit, saysTransmitted } from './visits.ts';
import { allArrived, compare, holdsSoon, journalOf, start, type World } from './world.ts';

type Spoiled = { readonly method: string; readonly path: RegExp; readonly faults: readonly Fault[] };
type Case = { readonly scenario: number; readonly name: string; readonly invariant: string; readonly spoiled: readonly Spoiled[]; readonly visits?: number; readonly withFile?: boolean };

const REQUESTS = /^\/v1\/requests\/[^/]+$/;
const CHANGES = /^\/v1\/changes/;
const PIECES = /^\/v1\/uploads\//;
const write = (...faults: readonly Fault[]): Spoiled => ({ method: 'PUT', path: REQUESTS, faults });
const piece = (...faults: readonly Fault[]): Spoiled => ({ method: 'PATCH', path: PIECES, faults });

const CASES: readonly Case[] = [
  { scenario: 1, name: 'the write, then the probe, dropped before the GRC', invariant: 'I1', spoiled: [write('dropped'), { method: 'GET', path: CHANGES, faults: ['dropped'] }] },
  { scenario: 2, name: 'the reply of a committed write lost', invariant: 'I2', spoiled: [write('reply-lost')] },
  { scenario: 4, name: '500 after commit', invariant: 'I2', spoiled: [write('bug-after-commit')] },
  { scenario: 6, name: 'a captive portal answers 200 and HTML', invariant: 'I1 I7', spoiled: [write('captive-portal'), { method: 'GET', path: CHANGES, faults: ['captive-portal'] }] },
  { scenario: 7, name: 'the network’s edge answers 404', invariant: 'I1', spoiled: [write('edge-404')] },
  { scenario: 9, name: 'an answer that drips for ever', invariant: 'I7', spoiled: [write('slow-loris')] },
  { scenario: 10, name: 'a write sent twice by the network', invariant: 'I2', spoiled: [write('twice')] },
  { scenario: 10, name: 'the first of two writes held back, the second overtakes it', invariant: 'I2 I3', spoiled: [write('delayed')], visits: 2 },
  { scenario: 10, name: 'pieces of a file lost, doubled and answered late', invariant: 'I2 I6', spoiled: [piece('reply-lost', 'dropped', 'twice')], withFile: true },
];

/** One desk behind a proxy that spoils chosen requests, scripted by their number. */
export async function proxyLayer(world: World): Promise<readonly Check[]> {
  const proxy = await startFaultProxy(world.grc.url);
  const desk = await start(world, path.join(world.folder, 'desk-proxy'), proxy.url);
  const checks: Check[] = [];
  try {
    await openDesk(desk.page, { enrolmentCode: world.grc.enrolmentCode });
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    for (const each of CASES) {
      const { scenario, name, invariant } = each;
      const broken = await tried(world, desk, proxy, each).catch((cause: unknown) => [`${invariant} ${String(cause).slice(0, 300)}`]);
      checks.push({ scenario, layer: 'proxy', name, invariant, broken });
    }
  } finally {
    await desk.close().catch(() => undefined);
    await proxy.close();
  }
  return checks;
}

async function tried(world: World, desk: RunningDesk, proxy: FaultProxy, { spoiled, visits = 1, withFile = false }: Case): Promise<readonly string[]> {
  const planned = spoiled.reduce((sum, { faults }) => sum + faults.length, 0);
  const before = proxy.met.length;
  for (const { method, path: of, faults } of spoiled) proxy.plan(method, of, faults);
  const told: string[] = [];
  const broken: string[] = [];
  for (let visit = 0; visit < visits; visit += 1) told.push(await recordVisit(desk.page, { withFile }));
  const firstFaults = spoiled.some(({ method }) => method === 'PUT') && visits === 1;
  const spoiledAll = await holdsSoon(async () => {
    // The GRC may have it; what it answered never came back whole.
    if (firstFaults && proxy.met.length === before && (await saysTransmitted(desk.page))) broken.push('I7 said to be transmitted before any answer');
    return proxy.met.length - before >= planned;
  });
  if (!spoiledAll) broken.push(`the faults were not met: ${proxy.met.slice(before).join()}`);
  if (!(await allArrived(world, desk))) broken.push('I1 something never arrived');
  if (!(await holdsSoon(() => saysTransmitted(desk.page), 60_000))) broken.push('I7 the screen never says that it was transmitted');
  return [...broken, ...(await compare(world, told, await journalOf(desk)))];
}
