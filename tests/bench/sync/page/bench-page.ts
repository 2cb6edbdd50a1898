import { chromium, makeStrict, openSession, wipe } from './desk.ts';
import { drainByHand, drainOurs, drainRxdb } from './drain-page.ts';
import { bootOurs, catchUpOurs, coldOurs, editOurs } from './ours.ts';
import { coldMiniSearch, keepMiniSearch, searchInTurns } from './search-bench.ts';
import { addScan } from './scans-page.ts';
import { bootPeer, catchUpPeer, coldPeer, editPeer } from './peers.ts';

/** What the bench, outside, asks of this page. */
const page = { chromium, openSession, wipe, makeStrict, bootOurs, catchUpOurs, editOurs, coldOurs, bootPeer, catchUpPeer, editPeer, coldPeer, searchInTurns, keepMiniSearch, coldMiniSearch, drainOurs, drainByHand, drainRxdb, addScan };
export type BenchPage = typeof page;
Object.assign(window, { bench: page });
