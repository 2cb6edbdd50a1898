import { expect, test } from 'vitest';
import { mailItemOf, openLetter } from './letter-draft.ts';
import type { MailItem } from './mail-item.ts';
import { changesOfLetter, checkRectified, rectifiable } from './rectify-letter.ts';

const today = '2026-11-25';
const draft = openLetter({ newUuid: () => '0190a000-0000-7000-8000-000000000001' }, today);
const held: MailItem = {
  ...mailItemOf({ ...draft, sender: { kind: 'unknown' }, subject: 'Bruit', departmentCode: 'CAB', note: 'Urgent' }),
  deskNumber: null, captured: null, status: 'received', chrono: null, acceptedAt: null, amendments: [], attachmentStates: [], rev: 1,
};

test('only what was changed is amended, each with the value it replaces; null takes away', () => {
  const rectified = { ...rectifiable(held), departmentCode: 'VOI', writtenOn: '2026-11-20', note: ' ' };
  expect([changesOfLetter(held, rectifiable(held)), changesOfLetter(held, rectified)]).toEqual([
    [],
    [{ field: 'departmentCode', before: 'CAB', after: 'VOI' }, { field: 'writtenOn', before: null, after: '2026-11-20' }, { field: 'note', before: 'Urgent', after: null }],
  ]);
});

test('a rectified letter is refused what a new one is', () => {
  const refused = (change: object) => checkRectified(held, { ...rectifiable(held), ...change }, today).map(({ field, code }) => `${field} ${code}`);
  expect([refused({}), refused({ departmentCode: '' }), refused({ registeredNumber: 'RA123456789FR' }), refused({ writtenOn: '2026-11-26' })]).toEqual([
    [], ['departmentCode missing'], ['registeredNumber wrong-check-digit'], ['writtenOn after-arrival'],
  ]);
});
