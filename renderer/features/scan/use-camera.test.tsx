import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCamera } from './use-camera.ts';

/** A camera as the browser gives it: one track, whose light is on until it is stopped. */
class PlayedTrack extends EventTarget {
  readonly deviceId: string;
  isOn = true;

  constructor(deviceId: string) {
    super();
    this.deviceId = deviceId;
  }

  stop(): void {
    this.isOn = false;
  }

  getSettings(): { readonly deviceId: string } {
    return { deviceId: this.deviceId };
  }
}

const plugged = ['bras', 'ecran'];
let tracks: PlayedTrack[];
let refuse: DOMException | undefined;
let asked: unknown[];

beforeEach(() => {
  tracks = [];
  refuse = undefined;
  asked = [];
  localStorage.clear();
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: (constraints: { readonly video: { readonly deviceId?: { readonly ideal: string } } }) => {
        asked.push(constraints);
        if (refuse !== undefined) return Promise.reject(refuse);
        const track = new PlayedTrack(constraints.video.deviceId?.ideal ?? plugged[0] ?? '');
        tracks.push(track);
        return Promise.resolve({ getTracks: () => [track], getVideoTracks: () => [track] });
      },
      enumerateDevices: () => Promise.resolve([{ kind: 'audioinput', deviceId: 'micro' }, ...plugged.map((deviceId) => ({ kind: 'videoinput', deviceId }))]),
    },
  });
});
afterEach(cleanup);

async function opened() {
  const hook = renderHook(useCamera);
  await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
  return hook;
}

test('a camera is asked for, never a microphone; it is closed when the panel goes', async () => {
  const { result, unmount } = await opened();
  expect([result.current.state.phase, asked]).toEqual([
    'open',
    [{ video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: { ideal: 'environment' } }, audio: false }],
  ]);
  unmount();
  expect(tracks.map(({ isOn }) => isOn)).toEqual([false]);
});

test('a panel that goes before the camera has opened leaves no light on', async () => {
  const { unmount } = renderHook(useCamera);
  unmount();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(tracks.map(({ isOn }) => isOn)).toEqual([false]);
});

test.each([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'absent'],
  ['OverconstrainedError', 'absent'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
] as const)('%s is a camera that is %s; a second try is a new one', async (name, why) => {
  refuse = new DOMException('', name);
  const { result } = await opened();
  expect(result.current.state).toEqual({ phase: 'none', why });
  refuse = undefined;
  act(() => result.current.retry());
  await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
  expect(result.current.state.phase).toBe('open');
});

test('a camera that is unplugged is said to be', async () => {
  const { result } = await opened();
  act(() => void tracks[0]?.dispatchEvent(new Event('ended')));
  expect(result.current.state).toEqual({ phase: 'none', why: 'unplugged' });
});

test('the other camera is taken, the first one closed, and this desk remembers it', async () => {
  const { result, unmount } = await opened();
  await act(async () => {
    result.current.next();
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  expect(tracks.map(({ deviceId, isOn }) => [deviceId, isOn])).toEqual([['bras', false], ['ecran', true]]);
  unmount();
  await opened();
  expect(tracks.at(-1)?.deviceId).toBe('ecran');
});
