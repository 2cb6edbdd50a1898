import { t } from '@lingui/core/macro';
import { useRef, useState } from 'react';
import type { ScanView } from '#shared/contracts/ipc/scanning.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import { profileFor, type ScanProblem, type ScanProfile } from '#shared/domain/scan/scanner.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { PageEdit } from '#shared/domain/scan/page-list.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { explainAttach, explainStart, explainStop } from './scan-words.ts';
import type { Devices, LastScanner } from './use-devices.ts';

type Given = {
  readonly ownerId: string;
  readonly devices: Devices;
  readonly last: LastScanner;
  readonly scan: ScanView | null;
  readonly label: string;
  readonly target: string | null;
  readonly onAttached: (attachment: Attachment, documentType: string | null) => Promise<void>;
  readonly onClose: () => void;
};

/** What a clerk can do with a scan; each answers in a sentence when it can't. */
export function useScanActions({ ownerId, devices, last, scan, label, target, onAttached, onClose }: Given) {
  const [problem, setProblem] = useState<string>();
  const busy = useRef(false);

  /** One act at a time: a second press while the first is on its way is the same act. */
  const act = (run: () => Promise<string | undefined>): void => {
    if (busy.current) return;
    busy.current = true;
    setProblem(undefined);
    void run()
      .catch(() => t`Cela n’a pas abouti. Rien n’est perdu : réessayez.`)
      .then((said) => setProblem(said))
      .finally(() => {
        busy.current = false;
      });
  };

  return {
    problem,
    start: (): void =>
      act(async () => {
        // A key pressed before the devices have answered counts: the scanner used last is taken, or asked first.
        const deviceId = devices.device?.id ?? (devices.found === undefined ? last?.deviceId : undefined);
        if (deviceId === undefined) return undefined;
        const profile = await profileOf(deviceId, devices);
        if (!profile.ok) return explainStop(profile.refusal, { device: { id: deviceId, name: '', kind: 'scanner' }, pages: scan?.pages ?? [] });
        const wanted = { deviceId, profile: profile.value };
        await desktop().settings.change({ scanner: wanted });
        const started = await desktop().scanning.start({ ownerId, ...wanted });
        return started.ok ? undefined : explainStart(started.refusal);
      }),
    stop: (): void => void desktop().scanning.stop(),
    edit: (edit: PageEdit): void => void desktop().scanning.edit(edit),
    attach: (): void =>
      act(async () => {
        const made = await desktop().scanning.attach(label);
        if (!made.ok) return explainAttach(made.refusal);
        // Held by the owner first: until then the scan can be attached again.
        await onAttached(made.value, target);
        await desktop().scanning.close('attached');
        onClose();
        return undefined;
      }),
    giveUp: (): void =>
      act(async () => {
        if (scan !== null) await desktop().scanning.close('given-up');
        return undefined;
      }),
  };
}

async function profileOf(deviceId: string, { profile, wanted }: Devices): Promise<Result<ScanProfile, ScanProblem>> {
  if (profile !== undefined) return ok(profile);
  const options = await desktop().scanning.options(deviceId);
  return options.ok ? ok(profileFor(options.value, wanted)) : options;
}
