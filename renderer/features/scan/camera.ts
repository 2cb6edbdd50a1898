/** Why there is no picture. */
export type CameraRefusal = 'refused' | 'absent' | 'busy';
export type OpenCamera = {
  readonly stream: MediaStream;
  /** How many there are to choose from. */
  readonly count: number;
};

/** As many pixels as the engine reads quickly; a code held before the camera fills a good part of them. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 } };
const KEPT_CHOICE = 'plainpied.camera';

/** Opens the camera chosen last on this desk, else one that looks away from the clerk, else any. */
export async function openCamera(): Promise<OpenCamera | CameraRefusal> {
  const chosen = localStorage.getItem(KEPT_CHOICE);
  const which = chosen === null ? { facingMode: { ideal: 'environment' } } : { deviceId: { ideal: chosen } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { ...PICTURE, ...which }, audio: false });
    return { stream, count: (await cameras()).length };
  } catch (error) {
    return refusalOf(error);
  }
}

/** From now on the next of the cameras is this desk's choice. */
export async function chooseNextCamera({ stream }: OpenCamera): Promise<void> {
  const ids = (await cameras()).map(({ deviceId }) => deviceId);
  const current = ids.indexOf(stream.getVideoTracks()[0]?.getSettings().deviceId ?? '');
  const next = ids[(current + 1) % ids.length];
  if (next !== undefined) localStorage.setItem(KEPT_CHOICE, next);
}

/** The camera's light goes out. */
export function closeCamera({ stream }: OpenCamera): void {
  for (const track of stream.getTracks()) track.stop();
}

async function cameras(): Promise<readonly MediaDeviceInfo[]> {
  return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
}

/** By the names that the Media Capture specification gives. */
function refusalOf(error: unknown): CameraRefusal {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'refused';
}
