import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runJournalTool, type ToolPorts } from '#electron/compose-journal-tool.ts';
import { DESK_PASSPHRASE, makeDeskFolder, newId, recoveryPair, type MadeDesk } from '#tests/harness/desk-folder.ts';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { makeFolder } from '#tests/harness/temp-folder.ts';

const recovery = recoveryPair();
const folders = makeFolder();
let grc: RunningGrc;

beforeAll(async () => {
  grc = await startGrc({ dataDir: path.join(folders.path, 'grc') });
}, 120_000);
afterAll(async () => {
  await grc.stop();
  folders.remove();
});

function file(name: string, text: string): string {
  const at = path.join(folders.path, `${newId()}-${name}`);
  writeFileSync(at, text);
  return at;
}

async function tool(words: readonly string[], over: Partial<ToolPorts> = {}): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const code = await runJournalTool(words, {
    say: (line) => said.push(line),
    keyring: undefined,
    fetch,
    nowMs: Date.now,
    inUse: () => false,
    dataFolder: folders.path,
    policy: {},
    version: 'test',
    ...over,
  });
  return { code, said: said.join('\n') };
}

/** A desk with two visits, each with a new person and a file of 2.5 MiB, and one opened record; nothing was sent. */
async function deskWithWork(): Promise<MadeDesk & { readonly key: readonly string[]; readonly requests: readonly string[] }> {
  const desk = await makeDeskFolder(path.join(folders.path, newId(), 'desk-remote-test'), grc, recovery.publicKey);
  const requests = [await desk.visit('QUINCAMPOIX', randomBytes(2_621_440)), await desk.visit('TESTARD', randomBytes(1000))];
  await desk.journal.recordIntent({ kind: 'audit', opId: newId(), action: 'request-opened', subjectId: requests[0] ?? '' }, desk.context());
  await desk.journal.close();
  return { ...desk, requests, key: ['--desk', desk.folder, '--passphrase-file', file('passphrase', `${DESK_PASSPHRASE}\n`)] };
}

async function heldOf(requests: readonly string[]): Promise<unknown> {
  const { requests: held } = await grc.holdings();
  return requests.map((id) => held.filter((request) => request.id === id).map(({ attachmentStates }) => attachmentStates.map(({ verified }) => verified)));
}
const ALL_VERIFIED = [[[true]], [[true]]];

test('inspect tells places and counts, nothing of a person, and less without a key', async () => {
  const { folder, key } = await deskWithWork();
  const closed = await tool(['inspect', '--desk', folder]);
  expect(closed).toEqual({ code: 0, said: expect.stringMatching(/segment {2}journal-0{11}1\.seg {2}\d+ bytes {2}3 records {2}seq 1 to 3\nsealed/) });
  const opened = await tool(['inspect', ...key]);
  expect(opened.said).toContain('kinds    intent 2, audit 1');
  expect(opened.said).toContain('unsent   citizen/create 2, request/create 2, attachment/upload 2, audit/record 1');
  expect(opened.said).not.toMatch(/QUINCAMPOIX|Élodie|Puits/);
  expect((await tool(['inspect', ...key, '--content'])).said).toContain('QUINCAMPOIX');
});

test('a sealed export of a lost desk is replayed with the recovery key alone, once whatever is tried', async () => {
  const { folder, key, requests } = await deskWithWork();
  const to = path.join(folders.path, `${newId()}.export`);
  const exported = await tool(['export', ...key, '--to', to], { policy: { recoveryPublicKey: recovery.publicKey } });
  expect(exported).toEqual({ code: 0, said: expect.stringContaining('exported 3 records, 7 writes, 2 files; read back whole') });
  expect(readFileSync(to).includes(Buffer.from('QUINCAMPOIX'))).toBe(false);
  const fromExport = ['replay', '--from', to, '--recovery-key', file('recovery.pem', recovery.privateKey), '--grc', grc.url];
  expect(await tool(fromExport)).toEqual({ code: 0, said: 'replayed: 7 accepted, 0 refused, 0 left' });
  expect(await tool(fromExport)).toEqual({ code: 0, said: 'replayed: 7 accepted, 0 refused, 0 left' });
  // The very same from the desk that was found again.
  expect(await tool(['replay', ...key, '--grc', grc.url])).toEqual({ code: 0, said: 'replayed: 7 accepted, 0 refused, 0 left' });
  expect(await heldOf(requests)).toEqual(ALL_VERIFIED);
  expect((await tool(['inspect', ...key])).said).toContain('unsent   none');
  expect(existsSync(path.join(folder, 'exported.json'))).toBe(true);
}, 60_000);

test('a desk whose keyring is gone is recovered with the town hall’s key, and opens again with a passphrase', async () => {
  const { folder, requests } = await deskWithWork();
  const recoveryKey = ['--desk', folder, '--recovery-key', file('recovery.pem', recovery.privateKey)];
  expect((await tool(['inspect', ...recoveryKey])).said).toContain('intent 2');
  expect(await tool(['replay', ...recoveryKey, '--grc', grc.url])).toEqual({ code: 0, said: 'replayed: 7 accepted, 0 refused, 0 left' });
  expect(await heldOf(requests)).toEqual(ALL_VERIFIED);
  const fresh = file('new-passphrase', 'une tout autre phrase');
  expect((await tool(['reopen', ...recoveryKey, '--new-passphrase-file', fresh])).code).toBe(0);
  expect((await tool(['inspect', '--desk', folder, '--passphrase-file', fresh])).said).toContain('intent 2');
  expect(readdirSync(folder).filter((name) => name.startsWith('keys.json')).length).toBe(2);
  const other = ['--desk', folder, '--recovery-key', file('other.pem', recoveryPair().privateKey)];
  expect(await tool(['inspect', ...other])).toEqual({ code: 1, said: expect.stringContaining('other-recovery-key') });
}, 60_000);

test('a desk whose own record is gone is enrolled again under its own id, and its work arrives', async () => {
  const { folder, key, requests } = await deskWithWork();
  writeFileSync(path.join(folder, 'desk.sealed'), 'spoiled');
  expect(await tool(['replay', ...key, '--grc', grc.url])).toEqual({ code: 1, said: expect.stringContaining('--enrolment-code') });
  expect(await tool(['replay', ...key, '--grc', grc.url, '--enrolment-code', grc.enrolmentCode])).toEqual({ code: 0, said: 'replayed: 7 accepted, 0 refused, 0 left' });
  expect(await heldOf(requests)).toEqual(ALL_VERIFIED);
}, 60_000);

test('a desk is not taken out of service while it alone holds something', async () => {
  const { folder, key } = await deskWithWork();
  expect(await tool(['decommission', ...key])).toEqual({ code: 1, said: expect.stringContaining('3 records are neither sent nor in a sealed export') });
  const publicKey = file('recovery-public.pem', recovery.publicKey);
  expect((await tool(['export', ...key, '--to', path.join(folders.path, `${newId()}.export`), '--public-key', publicKey])).code).toBe(0);
  expect(await tool(['decommission', ...key])).toEqual({ code: 0, said: expect.stringContaining('decommissioned-desk-remote-test-') });
  expect(existsSync(folder)).toBe(false);
});

test('an export with one bit flipped anywhere, or cut, is refused whole', async () => {
  const { key } = await deskWithWork();
  const to = path.join(folders.path, `${newId()}.export`);
  await tool(['export', ...key, '--to', to], { policy: { recoveryPublicKey: recovery.publicKey } });
  const whole = readFileSync(to);
  const pem = file('recovery.pem', recovery.privateKey);
  const spoilt = [200, whole.length - 1, Math.floor(whole.length / 2)].map((at) => Buffer.from(whole.map((byte, index) => (index === at ? byte ^ 1 : byte))));
  for (const bytes of [...spoilt, whole.subarray(0, whole.length - 1_048_592)]) {
    writeFileSync(to, bytes);
    const { code, said } = await tool(['replay', '--from', to, '--recovery-key', pem, '--grc', 'http://127.0.0.1:1']);
    expect([code, said]).toEqual([1, 'this export is altered or cut off: nothing of it was sent']);
  }
});

test('a running application keeps its desk to itself, and inspect still reads', async () => {
  const { key } = await deskWithWork();
  const inUse = { inUse: () => true };
  expect(await tool(['replay', ...key, '--grc', grc.url], inUse)).toEqual({ code: 1, said: 'the application is open on this desk: close it first' });
  expect((await tool(['inspect', ...key], inUse)).code).toBe(0);
});

test('a word that is no command gives the usage', async () => {
  expect(await tool(['destroy'])).toEqual({ code: 2, said: expect.stringContaining('journal inspect') });
});
