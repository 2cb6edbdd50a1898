import { chromium, makeStrict, openSession, wipe } from './desk.ts';
import { drainByHand, drainOurs, drainRxdb } from './drain-page.ts';
import { countOurs, countPeer, keptSoFar, twoWriters, untilToHandle, writeOnOurs, writeOnPeer } from './faults-page.ts';
import { bootOurs, catchUpOurs, coldOurs, editOurs, searchKept } from './ours.ts';
import { coldMiniSearch, keepMiniSearch, searchInTurns } from './search-bench.ts';
import { addScan } from './scans-page.ts';
import { bootPeer, catchUpPeer, coldPeer, editPeer } from './peers.ts';

/** What the bench, outside, asks of this page. */
const page = { chromium, openSession, wipe, makeStrict, bootOurs, catchUpOurs, editOurs, coldOurs, searchKept, bootPeer, catchUpPeer, editPeer, coldPeer, searchInTurns, keepMiniSearch, coldMiniSearch, drainOurs, drainByHand, drainRxdb, addScan, countOurs, countPeer, keptSoFar, twoWriters, untilToHandle, writeOnOurs, writeOnPeer };
export type BenchPage = typeof page;
Object.assign(window, { bench: page });
