import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditLink, firstBroken, type AuditEntry } from './audit-chain.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const uuid = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const entry = (n: number): AuditEntry => ({
  opId: uuid(n),
  action: 'citizen-opened',
  subjectId: uuid(1000 + n),
  captured: { clerk: { id: uuid(1), name: 'Sophie Roy', title: 'Agente' }, deskId: uuid(2), site: '014', desk: '03', at: '2026-11-24T10:00:00Z', zone: 'Europe/Paris' },
});

function chain(count: number): (AuditEntry & { hash: string })[] {
  let previous: string | null = null;
  return Array.from({ length: count }, (_, n) => {
    const { hash } = auditLink(entry(n), previous, sha256);
    previous = hash;
    return { ...entry(n), hash };
  });
}

test('the hash is of the canonical text of the entry and of the hash before it: a wire format', () => {
  expect(auditLink(entry(1), null, (text) => text)).toEqual({
    previous: null,
    hash: '{"action":"citizen-opened","captured":{"at":"2026-11-24T10:00:00Z","clerk":{"id":"0190a000-0000-7000-8000-000000000001","name":"Sophie Roy","title":"Agente"},"desk":"03","deskId":"0190a000-0000-7000-8000-000000000002","site":"014","zone":"Europe/Paris"},"opId":"0190a000-0000-7000-8000-000000000001","previous":null,"subjectId":"0190a000-0000-7000-8000-000000001001"}',
  });
});

test('a whole chain fits, from its beginning or from any link', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(11), (count, cut) => {
      const entries = chain(count);
      const from = cut % count;
      expect(firstBroken(from === 0 ? null : (entries[from - 1]?.hash ?? null), entries.slice(from), sha256)).toBeUndefined();
    }),
  );
});

test('an entry that is altered, left out, swapped or put in is found, at its place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 12 }), fc.nat(9), (count, at) => {
      const entries = chain(count);
      const place = at % (count - 1);
      const altered = entries.with(place, { ...(entries[place] as (typeof entries)[number]), subjectId: uuid(99) });
      const left = entries.toSpliced(place, 1);
      const swapped = entries.with(place, entries[place + 1] as (typeof entries)[number]).with(place + 1, entries[place] as (typeof entries)[number]);
      const added = entries.toSpliced(place, 0, { ...entry(50), hash: auditLink(entry(50), null, sha256).hash });
      expect([altered, left, swapped].map((forged) => firstBroken(null, forged, sha256))).toEqual([place, place, place]);
      expect(firstBroken(null, added, sha256)).toBe(place === 0 ? 1 : place);
    }),
  );
});
