import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstBroken } from '#shared/domain/desk/audit-chain.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import type { Journal } from './journal.ts';
import { segmentNames } from './read-segments.ts';
import { context, NOON, openAt, uuid, visit } from './testing/journal-fixtures.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function open(journal: Journal, n: number): Promise<SealedIntent> {
  const sealed = await journal.recordIntent({ kind: 'audit', opId: uuid(500 + n), action: 'citizen-opened', subjectId: uuid(900 + n) }, context());
  if (!sealed.ok) throw new Error(sealed.refusal.code);
  return sealed.value;
}

/** Where the links of these audits first fail to follow each other; undefined: nowhere. */
function brokenAt(audits: readonly SealedIntent[]): number | undefined {
  const entries = audits.flatMap(({ intent, captured, auditLink }) =>
    intent.kind === 'audit' && auditLink !== undefined ? [{ opId: intent.opId, action: intent.action, subjectId: intent.subjectId, captured, hash: auditLink.hash }] : [],
  );
  return firstBroken(audits[0]?.auditLink?.previous ?? null, entries, sha256);
}
const previousOf = (sealed: SealedIntent): string | null | undefined => sealed.auditLink?.previous;

test('audits are links of one chain, though visits lie between them, some are sealed at once, and the app starts again', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  const first = await open(journal, 1);
  await journal.recordIntent(visit(1), context());
  const together = await Promise.all([open(journal, 2), open(journal, 3), open(journal, 4)]);
  await journal.close();
  const again = openAt(dir);
  const last = await open(again, 5);
  const read = (await again.read(0, 100)).entries.filter(({ intent }) => intent.kind === 'audit');
  expect([previousOf(first), brokenAt([first, ...together, last]), read]).toEqual([null, undefined, [first, ...together, last]]);
});

test('an audit asked for twice keeps its link', async () => {
  const journal = openAt(tempFolder());
  const first = await open(journal, 1);
  await open(journal, 2);
  expect(await open(journal, 1)).toEqual(first);
});

test('after a damage, or when the GRC finds the chain broken, another one begins', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  await open(journal, 1);
  await journal.acknowledge({ opId: uuid(501), outcome: 'parked', grcNumber: null, code: 'audit-chain-broken' }, NOON);
  const second = await open(journal, 2);
  await journal.close();
  const reopened = openAt(dir);
  const third = await open(reopened, 3);
  await reopened.close();
  const file = join(dir, segmentNames(dir)[0] ?? '');
  const bytes = readFileSync(file);
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const fourth = await open(openAt(dir), 4);
  expect([previousOf(second), previousOf(third), previousOf(fourth)]).toEqual([null, second.auditLink?.hash, null]);
});
