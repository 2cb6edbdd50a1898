import 'fake-indexeddb/auto';
import { i18n } from '@lingui/core';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { loadDraft } from '#renderer/data/drafts.ts';
import { projectSealed } from '#renderer/data/projection.ts';
import { connectData, disconnectData, type DataStore } from '#renderer/data/store.ts';
import { testStore } from '#renderer/data/testing/test-store.ts';
import { openVisit } from '#shared/domain/service-request/visit-draft.ts';
import { id, visit } from '#shared/sync/testing/sealed.ts';
import { useDraftAutosave } from './use-draft-autosave.ts';
import { draftOfVisit } from '#renderer/features/intake/visit-drafts.ts';
import { changeDraft, createVisitStore } from '#renderer/features/intake/visit-store.ts';

i18n.loadAndActivate({ locale: 'fr', messages: {} });

afterEach(() => {
  cleanup();
  disconnectData();
});

const draft = openVisit({ newUuid: () => id(1, 'b'), trackingToken: 'A'.repeat(22) });

/** A visit whose first letters are typed: its autosave is armed, and has not run. */
async function typing() {
  const store = await testStore();
  connectData(store);
  const visitStore = createVisitStore(draft);
  const screen = renderHook(() => useDraftAutosave(visitStore, draftOfVisit));
  changeDraft(visitStore, { note: 'rue Haute' });
  return { store, screen };
}

/** Every write asked before this one has been answered, one way or the other. */
async function settled(store: DataStore): Promise<readonly string[]> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  return store.database.drafts.toCollection().primaryKeys();
}

test('what is typed is kept by itself', async () => {
  const { screen } = await typing();
  await waitFor(async () => expect((await loadDraft(draft.id))?.content).toEqual({ ...draft, note: 'rue Haute' }));
  expect(screen.result.current).toEqual({ failed: false });
});

test('what is typed last is kept when the screen closes', async () => {
  const { store, screen } = await typing();
  screen.unmount();
  await waitFor(async () => expect(await settled(store)).toEqual([draft.id]));
});

test('a visit recorded right after a key leaves no draft', async () => {
  const { store, screen } = await typing();
  await projectSealed(visit(1));
  screen.unmount();
  expect(await settled(store)).toEqual([]);
});
