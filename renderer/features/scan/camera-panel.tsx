import { t } from '@lingui/core/macro';
import { useEffect, useRef, useState } from 'react';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { recogniseCode } from '#shared/domain/barcode/recognise-code.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { codeSentence } from './scanned-words.ts';
import { useCamera, type CameraState } from './use-camera.ts';
import { useLiveCodes } from './use-live-codes.ts';
import './camera-panel.css';

/** Reads codes held before the camera; a foreign one is said to be so, and the camera goes on looking. */
export function CameraPanel({ trackingPortal, onScanned, onClose }: {
  readonly trackingPortal: string | undefined;
  readonly onScanned: (scanned: ScannedCode) => void;
  readonly onClose: () => void;
}) {
  const { state, retry, next } = useCamera();
  const [problem, setProblem] = useState<string>();
  const video = useRef<HTMLVideoElement>(null);
  const stream = state.phase === 'open' ? state.camera.stream : undefined;
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream ?? null;
  }, [stream]);
  useLiveCodes(
    video,
    stream !== undefined,
    ({ text }) => {
      const scanned = { text, code: recogniseCode(text, trackingPortal) };
      if (scanned.code.kind === 'foreign') setProblem(codeSentence(scanned));
      else onScanned(scanned);
    },
    () => setProblem(t`La lecture des codes s’est arrêtée : fermez cette fenêtre, puis rouvrez-la.`),
  );
  const sentence = stateSentence(state);
  return (
    <Dialog title={t`Lire un code avec la caméra`} onClose={onClose}>
      {/* A live picture has no words to caption. */}
      <video ref={video} className="camera-picture" aria-label={t`Image de la caméra`} autoPlay muted playsInline hidden={stream === undefined} />
      {sentence !== undefined && <Notice tone={state.phase === 'none' ? 'warn' : 'info'}>{sentence}</Notice>}
      {state.phase === 'open' && <Notice tone={problem === undefined ? 'info' : 'warn'}>{problem ?? t`Tenez le code devant la caméra, bien à plat.`}</Notice>}
      <div className="camera-actions">
        {state.phase === 'none' && (
          <Button variant="primary" onPress={retry} autoFocus>
            {t`Réessayer`}
          </Button>
        )}
        {state.phase === 'open' && state.camera.count > 1 && <Button onPress={next}>{t`Autre caméra`}</Button>}
        <Button variant="quiet" keys={t`Échap`} onPress={onClose}>
          {t`Fermer`}
        </Button>
      </div>
    </Dialog>
  );
}

function stateSentence(state: CameraState): string | undefined {
  if (state.phase === 'open') return undefined;
  if (state.phase === 'opening') return t`La caméra s’ouvre…`;
  switch (state.why) {
    case 'refused':
      return t`Ce PC ne laisse pas Plainpied utiliser la caméra : autorisez-la dans ses réglages de confidentialité, ou demandez à votre service informatique.`;
    case 'absent':
      return t`Aucune caméra sur ce poste : branchez-la, puis réessayez. Un code se lit aussi avec la douchette, ou se tape dans Chercher (F3).`;
    case 'busy':
      return t`La caméra est prise par un autre logiciel : fermez-le, puis réessayez.`;
    case 'unplugged':
      return t`La caméra ne répond plus : rebranchez-la, puis réessayez.`;
    default:
      return unreachable(state.why);
  }
}
