import { t } from '@lingui/core/macro';
import { useId, type ReactNode } from 'react';
import type { ScanColour, ScanFeed } from '#shared/domain/scan/scanner.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { explainStop, nameColour, nameDevice, nameFeed } from './scan-words.ts';
import type { Devices } from './use-devices.ts';

/** Which device, and how it reads; native lists, so that arrows and letters choose. */
export function DeviceChoice({ devices, isDisabled }: { readonly devices: Devices; readonly isDisabled: boolean }) {
  const { found, problem, device, options, profile, choose, change, lookAgain } = devices;
  if (found === undefined) return <p role="status">{t`Recherche des numériseurs…`}</p>;
  if (device === undefined) {
    return (
      <>
        <Notice tone="warn">
          {problem === undefined
            ? t`Aucun numériseur trouvé : vérifiez qu’il est allumé, ou réglez le dossier du copieur dans « Poste ».`
            : explainStop(problem, { device: { id: '', name: '', kind: 'scanner' }, pages: [] })}
        </Notice>
        <div>
          <Button onPress={lookAgain}>{t`Chercher à nouveau`}</Button>
        </div>
      </>
    );
  }
  return (
    <div className="scan-choice">
      <Pick label={t`Numériseur`} value={device.id} onChange={choose} isDisabled={isDisabled} options={found.map((each) => [each.id, nameDevice(each)])} />
      {problem !== undefined && <Notice tone="warn">{explainStop(problem, { device, pages: [] })}</Notice>}
      {device.kind === 'scanner' && options !== undefined && profile !== undefined && (
        <>
          <Pick
            label={t`Papier`}
            value={profile.feed}
            isDisabled={isDisabled}
            onChange={(feed) => change({ ...profile, feed: feed as ScanFeed })}
            options={options.feeds.map((feed) => [feed, nameFeed(feed)])}
          />
          <Pick
            half
            label={t`Points par pouce`}
            value={String(profile.resolution)}
            isDisabled={isDisabled}
            onChange={(resolution) => change({ ...profile, resolution: Number(resolution) })}
            options={options.resolutions.map((resolution) => [String(resolution), resolution === 200 ? t`200 (courrier)` : String(resolution)])}
          />
          <Pick
            half
            label={t`Couleur`}
            value={profile.colour}
            isDisabled={isDisabled}
            onChange={(colour) => change({ ...profile, colour: colour as ScanColour })}
            options={options.colours.map((colour) => [colour, nameColour(colour)])}
          />
        </>
      )}
    </div>
  );
}

type PickProps = {
  readonly label: ReactNode;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChange: (value: string) => void;
  readonly isDisabled?: boolean;
  /** Beside another one. */
  readonly half?: boolean;
};

/** A native list with its label. */
export function Pick({ label, value, options, onChange, isDisabled = false, half = false }: PickProps) {
  const id = useId();
  return (
    <div className={half ? 'scan-pick scan-pick-half' : 'scan-pick'}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} disabled={isDisabled} onChange={(event) => onChange(event.target.value)}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
