import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import { composedChanges, mergeChanges, statusDispute, valueAt } from './merge.ts';

const change = (field: string, before: unknown, after: unknown) => ({ field, before, after });
const person = { birthName: 'MARTIN', usedName: 'DURAND', birthDate: '1984-03-12', phones: ['+33611111111'], emails: ['zoe@exemple.fr'] };

test('fields that only one side changed merge by themselves', () => {
  expect(mergeChanges([change('usedName', 'DURAND', 'PETIT')], { ...person, birthDate: '1984-03-13' })).toEqual({ changes: [change('usedName', 'DURAND', 'PETIT')], disputes: [] });
});

test('the same value typed by both is one', () => {
  expect(mergeChanges([change('usedName', 'DURAND', 'PETIT')], { ...person, usedName: 'PETIT' })).toEqual({ changes: [change('usedName', 'PETIT', 'PETIT')], disputes: [] });
});

test.each(['birthName', 'usedName', 'birthDate', 'emails', 'address', 'form.place', 'sender', 'departmentCode'])('two different values of %s go to a clerk', (field) => {
  const current = field === 'form.place' ? { form: { place: 'C' } } : { [field]: 'C' };
  expect(mergeChanges([change(field, 'A', 'B')], current)).toEqual({ changes: [], disputes: [{ field, before: 'A', mine: 'B', theirs: 'C' }] });
});

test('phones that both added are both kept, and one that a side took away is gone', () => {
  const current = { phones: ['+33622222222', '+33633333333'] };
  const mine = change('phones', ['+33611111111', '+33622222222'], ['+33622222222', '+33644444444']);
  expect(mergeChanges([mine], current).changes).toEqual([change('phones', current.phones, ['+33622222222', '+33633333333', '+33644444444'])]);
});

test('more phones than a person may have go to a clerk', () => {
  const [old, here, there] = ['1', '2', '3'].map((digit) => [1, 2, 3, 4].map((n) => `+3360000${digit}00${n}`));
  expect(mergeChanges([change('phones', [], here)], { phones: there }).disputes).toHaveLength(1);
  expect(mergeChanges([change('phones', old, here?.slice(0, 2))], { phones: there }).disputes).toEqual([]);
});

test('two additions to a note follow each other; a note written anew goes to a clerk', () => {
  expect(mergeChanges([change('note', 'Portail', 'Portail bleu')], { note: 'Portail, sonner' }).changes).toEqual([change('note', 'Portail, sonner', 'Portail, sonner\nbleu')]);
  expect(mergeChanges([change('note', null, 'Portail bleu')], { note: 'Chien' }).changes).toEqual([change('note', 'Chien', 'Chien\nPortail bleu')]);
  expect(mergeChanges([change('note', 'Portail', 'Grille')], { note: 'Portail bleu' }).disputes).toHaveLength(1);
});

test('documents merge when each was changed by one side, else a clerk chooses', () => {
  const list = (a: string, b: string) => [{ id: 'a', status: a }, { id: 'b', status: b }];
  const mine = change('documents', list('missing', 'missing'), list('seen', 'missing'));
  expect(mergeChanges([mine], { documents: list('missing', 'provided') }).changes).toEqual([change('documents', list('missing', 'provided'), list('seen', 'provided'))]);
  expect(mergeChanges([mine], { documents: list('refused', 'missing') }).disputes).toHaveLength(1);
});

test('one field in dispute leaves the others to merge', () => {
  const current = { ...person, birthName: 'MARTINE', usedName: 'DURAND' };
  expect(mergeChanges([change('birthName', 'MARTIN', 'MARTINEZ'), change('usedName', 'DURAND', null)], current)).toEqual({
    changes: [change('usedName', 'DURAND', null)],
    disputes: [{ field: 'birthName', before: 'MARTIN', mine: 'MARTINEZ', theirs: 'MARTINE' }],
  });
});

test('whatever three versions there are, nothing that somebody else typed is replaced unseen', () => {
  const version = fc.constantFrom<unknown>(null, 'A', 'B', 'C');
  fc.assert(
    fc.property(fc.constantFrom('birthName', 'birthDate', 'emails', 'form.place'), version, version, version, (field, before, after, now) => {
      const current = field === 'form.place' ? { form: { place: now } } : { [field]: now };
      const { changes, disputes } = mergeChanges([change(field, before, after)], current);
      expect(changes.length + disputes.length).toBe(1);
      if (changes.length === 1) expect(changes[0]).toEqual(change(field, now, after));
      expect(disputes.length === 1).toBe(now !== before && now !== after);
    }),
  );
});

test('whatever phones three versions hold, what either side added is in the merge, or a clerk chooses', () => {
  const phones = fc.uniqueArray(fc.constantFrom<string>('1', '2', '3', '4', '5', '6', '7', '8', '9'), { maxLength: 6 });
  fc.assert(
    fc.property(phones, phones, phones, (before, mine, theirs) => {
      const { changes } = mergeChanges([change('phones', before, mine)], { phones: theirs });
      const merged = changes[0]?.after as readonly string[] | undefined;
      if (merged === undefined) return;
      const added = [...mine, ...theirs].filter((phone) => !before.includes(phone));
      expect(added.filter((phone) => !merged.includes(phone))).toEqual([]);
      expect(merged.filter((phone) => !mine.includes(phone) && !theirs.includes(phone))).toEqual([]);
      expect(new Set(merged).size).toBe(merged.length);
    }),
  );
});

test('an edit of a demande that was settled meanwhile, and a withdrawal of a settled one, are a clerk’s', () => {
  const amendment = (kind: Amendment['kind'], seenStatus?: Amendment['seenStatus']): Amendment => ({ id: 'x', kind, changes: [], ...(seenStatus && { seenStatus }) });
  expect(statusDispute(amendment('correction', 'in-progress'), { status: 'granted' })).toEqual({ field: 'status', before: 'in-progress', mine: 'in-progress', theirs: 'granted' });
  expect(statusDispute(amendment('void'), { status: 'granted' })).toEqual({ field: 'status', before: 'recorded', mine: 'withdrawn', theirs: 'granted' });
  expect(statusDispute(amendment('correction', 'received'), { status: 'in-progress' })).toBeUndefined();
  expect(statusDispute(amendment('correction', 'granted'), { status: 'granted' })).toBeUndefined();
  expect(statusDispute(amendment('correction', 'received'), {})).toBeUndefined();
});

test('several amendments are one from what was seen first to what was typed last', () => {
  const amendments = [{ changes: [change('note', null, 'A'), change('usedName', 'D', 'E')] }, { changes: [change('note', 'A', 'B')] }];
  expect(composedChanges(amendments)).toEqual([change('note', null, 'B'), change('usedName', 'D', 'E')]);
});

test('a path leads to own members only', () => {
  expect([valueAt({ form: { place: 'x' } }, 'form.place'), valueAt({}, 'constructor'), valueAt(null, 'a'), valueAt({ a: 1 }, 'a.b')]).toEqual(['x', undefined, undefined, undefined]);
});
