import { useCallback, useEffect, useState } from 'react';
import { chooseNextCamera, closeCamera, openCamera, type CameraRefusal, type OpenCamera } from './camera.ts';

export type CameraState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'open'; readonly camera: OpenCamera }
  | { readonly phase: 'none'; readonly why: CameraRefusal | 'unplugged' };

export type CameraInUse = { readonly state: CameraState; readonly retry: () => void; readonly next: () => void };

/** A camera for as long as the component is there; however it leaves, the camera is closed. */
export function useCamera(): CameraInUse {
  const [state, setState] = useState<CameraState>({ phase: 'opening' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    let opened: OpenCamera | undefined;
    setState({ phase: 'opening' });
    void openCamera().then((camera) => {
      if (typeof camera === 'string') {
        if (here) setState({ phase: 'none', why: camera });
        return;
      }
      if (!here) return closeCamera(camera);
      opened = camera;
      camera.stream.getVideoTracks()[0]?.addEventListener('ended', () => here && setState({ phase: 'none', why: 'unplugged' }));
      setState({ phase: 'open', camera });
    });
    return () => {
      here = false;
      if (opened !== undefined) closeCamera(opened);
    };
  }, [attempt]);
  const retry = useCallback(() => setAttempt((nth) => nth + 1), []);
  const next = useCallback(() => {
    if (state.phase === 'open') void chooseNextCamera(state.camera).then(retry);
  }, [state, retry]);
  return { state, retry, next };
}
