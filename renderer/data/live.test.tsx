// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Change } from '#shared/contracts/grc-api/wire.ts';
import { citizen, id, visit } from '#shared/sync/testing/sealed.ts';
import { useCitizen } from './citizens.ts';
import { deleteDraft, loadDraft, saveDraft, useDrafts } from './drafts.ts';
import { useOutbox } from './outbox.ts';
import { projectSealed } from './projection.ts';
import { useCitizenRequests, useRecentRequests, useRequest } from './requests.ts';
import { connectData, disconnectData } from './store.ts';
import { syncStorage } from './sync-storage.ts';
import { testStore } from './testing/test-store.ts';

afterEach(() => {
  cleanup();
  disconnectData();
});

test('loading is undefined, unknown is null, and a person appears when the feed brings them', async () => {
  const { result } = renderHook(() => useCitizen(id(1, 'c')));
  expect(result.current).toBeUndefined();
  const store = await testStore();
  act(() => connectData(store));
  await waitFor(() => expect(result.current).toBeNull());
  const record = { ...citizen(1), rev: 1, retention: null };
  await act(() => syncStorage(store).applyPage([{ topic: 'citizens', id: id(1, 'c'), record }], 'c1', true));
  await waitFor(() => expect(result.current).toEqual(record));
});

test('what was recorded shows among the person’s demandes, the recent ones and the outbox', async () => {
  connectData(await testStore());
  const { result } = renderHook(() => ({ theirs: useCitizenRequests(id(1, 'c')), recent: useRecentRequests(), outbox: useOutbox() }));
  await waitFor(() => expect(result.current).toEqual({ theirs: [], recent: [], outbox: [] }));
  await act(() => projectSealed(visit(1, { citizens: [citizen(1)], applicant: id(1, 'c') })));
  await act(() => projectSealed(visit(2)));
  await waitFor(() => expect(result.current.outbox).toHaveLength(3));
  await waitFor(() => expect(result.current.theirs?.map((request) => request.id)).toEqual([id(1, 'e')]));
  await waitFor(() => expect(result.current.recent?.map((request) => request.id)).toEqual([id(2, 'e'), id(1, 'e')]));
  expect(result.current.outbox?.map(({ type, record }) => [type, record?.id])).toEqual([
    ['citizen/create', id(1, 'c')],
    ['request/create', id(1, 'e')],
    ['request/create', id(2, 'e')],
  ]);
});

test('while a lost cache is opened anew the screens keep what they show; then they show what the new one holds', async () => {
  const store = await testStore();
  connectData(store);
  await projectSealed(visit(1));
  const { result } = renderHook(() => useRecentRequests());
  await waitFor(() => expect(result.current).toHaveLength(1));
  act(disconnectData);
  await act(() => store.database.view.clear());
  const away = [await projectSealed(visit(2)), result.current?.length];
  act(() => connectData(store));
  await act(() => projectSealed(visit(3)).then(() => undefined));
  await waitFor(() => expect(result.current?.map((request) => request.id)).toEqual([id(3, 'e')]));
  expect(away).toEqual([false, 1]);
});

test('another demande never shows the one before', async () => {
  connectData(await testStore());
  await projectSealed(visit(1));
  await projectSealed(visit(2));
  const seen: (string | null | undefined)[] = [];
  const { rerender, result } = renderHook(({ n }) => {
    const request = useRequest(id(n, 'e'));
    seen.push(request && `${n}:${request.id}`);
    return request;
  }, { initialProps: { n: 1 } });
  await waitFor(() => expect(result.current?.id).toBe(id(1, 'e')));
  rerender({ n: 2 });
  await waitFor(() => expect(result.current?.id).toBe(id(2, 'e')));
  expect(seen.filter((one) => typeof one === 'string' && one !== `1:${id(1, 'e')}` && one !== `2:${id(2, 'e')}`)).toEqual([]);
});

test('a page of other people’s changes does not have a list drawn again', async () => {
  const store = await testStore();
  connectData(store);
  await projectSealed(visit(1));
  let draws = 0;
  const { result } = renderHook(() => {
    draws += 1;
    return { recent: useRecentRequests(), first: useCitizen(id(1, 'c')) };
  });
  await waitFor(() => expect([result.current.recent?.length, result.current.first]).toEqual([1, null]));
  const before = draws;
  const page = (rev: number): Change[] => Array.from({ length: 60 }, (_, i) => ({ topic: 'citizens', id: id(i + 2, 'c'), record: { ...citizen(i + 2), rev, retention: null } }));
  await act(() => syncStorage(store).applyPage(page(1), 'c1', false));
  await act(() => syncStorage(store).applyPage([...page(2), { topic: 'citizens', id: id(1, 'c'), record: { ...citizen(1), rev: 1, retention: null } }], 'c2', true));
  await waitFor(() => expect(result.current.first).not.toBeNull());
  expect(draws - before).toBe(1);
});

test('a draft is kept, listed latest first, and forgotten', async () => {
  connectData(await testStore());
  const { result } = renderHook(() => useDrafts());
  const draft = { id: 'd1', title: 'École — MARTIN Zoé', updatedAt: 1, content: { note: 'à suivre' } };
  await act(async () => {
    await saveDraft(draft);
    await saveDraft({ ...draft, id: 'd2', updatedAt: 2 });
  });
  await waitFor(() => expect(result.current?.map((one) => one.id)).toEqual(['d2', 'd1']));
  expect(await loadDraft('d1')).toEqual(draft);
  await act(() => deleteDraft('d1'));
  await waitFor(() => expect(result.current?.map((one) => one.id)).toEqual(['d2']));
  expect(await loadDraft('d1')).toBeUndefined();
});
