import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import type { DeskView } from '#shared/contracts/ipc/session.ts';
import { letterPrinterSchema, type Settings, type SettingsView } from '#shared/contracts/ipc/settings.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Choice } from '#renderer/ui/choice.tsx';
import { HeldPanel } from './held-panel.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import './desk-screens.css';

/** What this desk is, and the few settings that a clerk may change. */
export function DeskStateScreen({ settings, town, desk }: { readonly settings: SettingsView; readonly town: Town; readonly desk: DeskView }) {
  return (
    <div className="desk-state">
      <Panel title={t`Ce poste`} paneId="desk">
        <dl className="desk-facts">
          <dt>{t`Ville`}</dt>
          <dd>{town.name}</dd>
          <dt>{t`Poste`}</dt>
          <dd>{t`${desk.label} (site ${desk.site}, poste ${desk.desk})`}</dd>
          <dt>{t`Version`}</dt>
          <dd>
            {settings.version} · Electron {settings.electron}
          </dd>
        </dl>
      </Panel>
      <HeldPanel scope={settings.settings.cacheScope} />
      <Panel title={t`Réglages`} paneId="settings">
        <Choice
          label={t`Apparence`}
          options={[
            { id: 'system', label: t`Comme l’ordinateur` },
            { id: 'light', label: t`Claire` },
            { id: 'dark', label: t`Sombre` },
            { id: 'contrast', label: t`Contraste élevé` },
          ]}
          value={settings.settings.theme}
          onChange={(theme) => void desktop().settings.change({ theme: theme as Settings['theme'] })}
        />
        <PrinterForm settings={settings} />
        <LetterPrinterForm settings={settings} />
        <ScanFolder settings={settings} />
      </Panel>
    </div>
  );
}

function PrinterForm({ settings: { settings, locked } }: { readonly settings: SettingsView }) {
  const current = settings.printer.kind === 'tcp' ? settings.printer : undefined;
  const [host, setHost] = useState(current?.host ?? '');
  const [port, setPort] = useState(String(current?.port ?? 9100));
  const [said, setSaid] = useState<{ readonly tone: 'ok' | 'danger'; readonly words: string }>();
  if (locked.includes('printer')) return <Notice tone="info">{t`L’imprimante est réglée par votre informatique.`}</Notice>;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const number = Number(port);
    if (host.trim() !== '' && !(Number.isInteger(number) && number > 0 && number < 65536)) {
      setSaid({ tone: 'danger', words: t`Le port est un nombre, 9100 le plus souvent.` });
      return;
    }
    const printer = host.trim() === '' ? ({ kind: 'none' } as const) : ({ kind: 'tcp', host: host.trim(), port: number, columns: current?.columns ?? 48 } as const);
    await desktop().settings.change({ printer });
    setSaid({ tone: 'ok', words: printer.kind === 'none' ? t`Sans imprimante à tickets : les récépissés sont en A4.` : t`Imprimante enregistrée.` });
  };
  return (
    <form className="desk-printer" onSubmit={(event) => void save(event)}>
      <h3>{t`Imprimante à tickets`}</h3>
      <TextField label={t`Adresse (vide : aucune)`} value={host} onChange={setHost} />
      <TextField label={t`Port`} inputMode="numeric" value={port} onChange={setPort} />
      <div>
        <Button type="submit">{t`Enregistrer l’imprimante`}</Button>
      </div>
      {said !== undefined && <Notice tone={said.tone}>{said.words}</Notice>}
    </form>
  );
}

/** Where letters to citizens are printed. */
function LetterPrinterForm({ settings: { settings, locked } }: { readonly settings: SettingsView }) {
  const [address, setAddress] = useState(settings.letterPrinter ?? '');
  const [said, setSaid] = useState<{ readonly tone: 'ok' | 'danger'; readonly words: string }>();
  if (locked.includes('letterPrinter')) return <Notice tone="info">{t`L’imprimante A4 est réglée par votre informatique.`}</Notice>;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const letterPrinter = address.trim() === '' ? null : address.trim();
    if (letterPrinter !== null && !letterPrinterSchema.safeParse(letterPrinter).success) {
      setSaid({ tone: 'danger', words: t`L’adresse commence par ipp:// ou ipps://, par exemple ipp://imprimante-accueil/ipp/print.` });
      return;
    }
    await desktop().settings.change({ letterPrinter });
    setSaid({ tone: 'ok', words: letterPrinter === null ? t`Sans imprimante A4 : les lettres s’impriment depuis leur aperçu.` : t`Imprimante A4 enregistrée.` });
  };
  return (
    <form className="desk-printer" onSubmit={(event) => void save(event)}>
      <h3>{t`Imprimante A4 des lettres`}</h3>
      <TextField label={t`Adresse IPP (vide : aucune)`} value={address} onChange={setAddress} />
      <div>
        <Button type="submit">{t`Enregistrer l’imprimante A4`}</Button>
      </div>
      {said !== undefined && <Notice tone={said.tone}>{said.words}</Notice>}
    </form>
  );
}

/** Where the copier writes for this desk. */
function ScanFolder({ settings: { settings, locked } }: { readonly settings: SettingsView }) {
  const { scanFolder } = settings;
  return (
    <div className="desk-printer">
      <h3>{t`Dossier du copieur`}</h3>
      <p className="desk-folder">{scanFolder ?? t`Aucun : seuls les numériseurs de ce poste sont proposés.`}</p>
      {locked.includes('scanFolder') ? (
        <Notice tone="info">{t`Le dossier du copieur est réglé par votre informatique.`}</Notice>
      ) : (
        <div>
          <Button onPress={() => void desktop().scanning.chooseFolder()}>{t`Choisir le dossier`}</Button>
        </div>
      )}
    </div>
  );
}
