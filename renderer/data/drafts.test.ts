import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { id, visit } from '#shared/sync/testing/sealed.ts';
import { loadDraft, saveDraft, type Draft } from './drafts.ts';
import { projectSealed } from './projection.ts';
import { connectData, currentStore, disconnectData } from './store.ts';
import { testStore } from './testing/test-store.ts';

const draft: Draft = { id: id(1, 'b'), title: 'Propreté', updatedAt: 1, content: { note: 'rue Haute' } };

beforeEach(async () => connectData(await testStore()));
afterEach(disconnectData);

test('recording a visit ends its draft, and no other', async () => {
  const other = { ...draft, id: id(2, 'b') };
  await saveDraft(draft);
  await saveDraft(other);
  await projectSealed(visit(1));
  expect([await loadDraft(draft.id), await loadDraft(other.id)]).toEqual([undefined, other]);
});

test('a save that comes after its visit was recorded changes nothing', async () => {
  await projectSealed(visit(1));
  await saveDraft(draft);
  expect(await loadDraft(draft.id)).toBeUndefined();
});

test('saves that cross the recording leave no draft', async () => {
  let recorded = false;
  const recording = projectSealed(visit(1)).then(() => (recorded = true));
  while (!recorded) await saveDraft(draft);
  await recording;
  expect(await loadDraft(draft.id)).toBeUndefined();
});

test('a cache that fails right after the recording brings no draft back', async () => {
  const later = { ...draft, id: id(3, 'b') };
  await saveDraft(later);
  currentStore()?.database.close();
  expect(await projectSealed(visit(3))).toBe(false);
  disconnectData();
  connectData(await testStore());
  await saveDraft(later);
  expect(await loadDraft(later.id)).toBeUndefined();
});
