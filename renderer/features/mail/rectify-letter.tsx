import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { useDepartments } from '#renderer/data/catalogue.ts';
import type { MailItemView } from '#renderer/data/mail-items.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import { SmartDate } from '#renderer/ui/smart-date.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { unsaved } from '#renderer/ui/unsaved.ts';
import type { LetterRefusal } from '#shared/domain/mail/check-letter.ts';
import { changesOfLetter, checkRectified, rectifiable, type RectifiedLetter } from '#shared/domain/mail/rectify-letter.ts';
import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import { DepartmentSelect } from './department-select.tsx';
import { explainLetterRefusal } from './letter-words.ts';

/** A linked change of a recorded letter, or its withdrawal with a reason; the original stays as it was. */
export function RectifyLetter({ letter, today, onDone }: { readonly letter: MailItemView; readonly today: string; readonly onDone: () => void }) {
  const { seal: sealAct } = usePlatform();
  const departments = useDepartments() ?? [];
  const [values, setValues] = useState<RectifiedLetter>(() => rectifiable(letter));
  const [reason, setReason] = useState('');
  const [refusals, setRefusals] = useState<readonly LetterRefusal[]>([]);
  const [problem, setProblem] = useState<string>();
  const [id] = useState(newUuid);
  const field = (name: keyof RectifiedLetter) => {
    const refusal = refusals.find((each) => each.field === name);
    return { value: values[name], error: refusal && explainLetterRefusal(refusal), onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })) };
  };
  const seal = (amendment: Omit<Amendment, 'id'>): void => {
    const why = reason.trim();
    void sealAct({ kind: 'letter-amendment', opId: id, mailItemId: letter.id, amendment: { id, ...amendment, ...(why !== '' && { reason: why }) } }).then((sealed) => {
      if (sealed.ok) onDone();
      else setProblem(explainSealRefusal(sealed.refusal, 'change'));
    });
  };
  const rectify = (): void => {
    const found = checkRectified(letter, values, today);
    const changes = changesOfLetter(letter, values);
    setRefusals(found);
    if (found.length > 0) return;
    if (changes.length === 0) onDone();
    else seal({ kind: 'correction', changes });
  };
  useEffect(() =>
    bindKeys({
      'Control+Enter': (event) => {
        event.preventDefault();
        rectify();
      },
      Escape: onDone,
    }),
  );
  return (
    <Panel title={t`Rectifier le pli`} paneId="rectify">
      <div className="letter-form" {...unsaved}>
        <TextField label={t`Objet`} autoFocus {...field('subject')} />
        <DepartmentSelect id="rectify-department" departments={departments} {...field('departmentCode')} />
        <SmartDate label={t`Date du courrier`} today={today} {...field('writtenOn')} />
        <TextField label={t`N° de suivi`} {...field('registeredNumber')} />
        <TextField label={t`Note`} multiline {...field('note')} />
        <TextField label={t`Motif`} hint={t`nécessaire pour annuler le pli`} value={reason} onChange={setReason} />
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        <div className="letter-actions">
          <Button variant="primary" keys={t`Ctrl+Entrée`} onPress={rectify}>{t`Rectifier`}</Button>
          <Button keys={t`Échap`} onPress={onDone}>{t`Ne rien changer`}</Button>
          <Button variant="danger" isDisabled={reason.trim() === ''} onPress={() => seal({ kind: 'withdrawal', changes: [] })}>{t`Annuler ce pli`}</Button>
        </div>
      </div>
    </Panel>
  );
}
