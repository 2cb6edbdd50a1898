import { useCallback, useEffect, useState } from 'react';
import { profileFor, type ScannerDevice, type ScannerOptions, type ScanProblem, type ScanProfile } from '#shared/domain/scan/scanner.ts';
import { desktop } from '#renderer/platform/desktop.ts';

export type LastScanner = { readonly deviceId: string; readonly profile: ScanProfile } | null;

export type Devices = {
  /** Undefined while they are looked for. */
  readonly found: readonly ScannerDevice[] | undefined;
  readonly problem: ScanProblem | undefined;
  readonly device: ScannerDevice | undefined;
  /** Undefined while the device is asked what it can do. */
  readonly options: ScannerOptions | undefined;
  readonly profile: ScanProfile | undefined;
  /** What the clerk chose so far, for a device that has not yet said what it can do. */
  readonly wanted: ScanProfile | null;
  readonly choose: (deviceId: string) => void;
  readonly change: (profile: ScanProfile) => void;
  readonly lookAgain: () => void;
};

/** The scanners of this desk, the one used last first, with the profile used last. */
export function useDevices(last: LastScanner): Devices {
  const [found, setFound] = useState<readonly ScannerDevice[]>();
  const [problem, setProblem] = useState<ScanProblem>();
  const [chosen, setChosen] = useState(last?.deviceId);
  const [options, setOptions] = useState<{ readonly deviceId: string; readonly value: ScannerOptions }>();
  const [profile, setProfile] = useState(last?.profile);
  const [round, setRound] = useState(0);
  const device = found?.find(({ id }) => id === chosen) ?? found?.[0];
  const deviceId = device?.id;
  useEffect(() => {
    let left = false;
    void desktop()
      .scanning.devices()
      .then((answer) => {
        if (left) return;
        setFound(answer.ok ? answer.value : []);
        setProblem(answer.ok ? undefined : answer.refusal);
      });
    return () => {
      left = true;
    };
  }, [round]);
  useEffect(() => {
    if (deviceId === undefined) return;
    let left = false;
    void desktop()
      .scanning.options(deviceId)
      .then((answer) => {
        if (left) return;
        if (answer.ok) setOptions({ deviceId, value: answer.value });
        setProblem(answer.ok ? undefined : answer.refusal);
      });
    return () => {
      left = true;
    };
  }, [deviceId, round]);
  const known = options?.deviceId === deviceId ? options?.value : undefined;
  return {
    found,
    problem,
    device,
    options: known,
    profile: known && profileFor(known, profile ?? null),
    wanted: profile ?? null,
    choose: setChosen,
    change: setProfile,
    lookAgain: useCallback(() => {
      setFound(undefined);
      setProblem(undefined);
      setRound((before) => before + 1);
    }, []),
  };
}
