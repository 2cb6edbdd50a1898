import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { openDeskRecord, type DeskRecordFile } from './desk-record.ts';
import { writeSealed } from './sealed-file.ts';

const UID = '0190a000-0000-7000-8000-0000000000aa';
const OTHER = '0190a000-0000-7000-8000-0000000000bb';
const key = new Uint8Array(32).fill(7);
let folder: string;
beforeEach(() => {
  folder = tempFolder();
});
const open = (uid = UID, with_ = key): DeskRecordFile => openDeskRecord(join(folder, 'desk.sealed'), with_, () => uid, 9);

test('the id of the desk is chosen once', () => {
  open(UID);
  expect(open(OTHER).get().deskUid).toBe(UID);
});

test('what was updated is there after a restart, and cannot be read in the file', () => {
  const clerk = { id: OTHER, name: 'Zoé MARTIN', title: 'Agente d’accueil', roles: ['counter' as const] };
  open().update({ clerks: [clerk] });
  expect(open().get().clerks).toEqual([clerk]);
  expect(readFileSync(join(folder, 'desk.sealed')).includes('MARTIN')).toBe(false);
});

test('a record written before the town had rules is kept', () => {
  const { policy: _none, ...older } = open(UID).get();
  writeSealed(join(folder, 'desk.sealed'), key, JSON.stringify(older));
  expect(open(OTHER).get()).toEqual({ ...older, policy: null });
});

test.each([
  ['another key', () => open(OTHER, new Uint8Array(32).fill(8))],
  [
    'a flipped bit',
    () => {
      const bytes = readFileSync(join(folder, 'desk.sealed'));
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      writeFileSync(join(folder, 'desk.sealed'), bytes);
      return open(OTHER);
    },
  ],
])('with %s the file is set aside and a new record begins', (_, reopen) => {
  open();
  expect(reopen().get().deskUid).toBe(OTHER);
  expect(readdirSync(folder).sort()).toEqual(['desk.sealed', 'desk.sealed.broken-9']);
});
