import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { RequiredDocument } from '#shared/domain/procedure/procedure.ts';
import { changeDraft, useVisit, useVisitStore } from './visit-store.ts';

/** Files of the visit: what each is for, a preview, and a removal that can be undone until the visit is recorded. */
export function AttachmentList({ asked }: { readonly asked: readonly RequiredDocument[] }) {
  const store = useVisitStore();
  const attachments = useVisit(({ draft }) => draft.attachments);
  const [shown, setShown] = useState<Attachment>();
  const [removed, setRemoved] = useState<(typeof attachments)[number]>();
  const kept = asked.filter(({ keep }) => keep === 'copy');
  const assign = (id: string, documentType: string | null): void => {
    const { draft } = store.getState();
    const documents = documentType === null ? draft.documents : provided(draft.documents, documentType);
    changeDraft(store, { documents, attachments: draft.attachments.map((file) => (file.attachment.id === id ? { ...file, documentType } : file)) });
  };
  return (
    <>
      <ul className="visit-files">
        {attachments.map((file) => (
          <li key={file.attachment.id}>
            <span className="visit-file-name">
              <Button variant="quiet" onPress={() => setShown(file.attachment)}>
                {file.attachment.label}
              </Button>
              <span className="quiet">{size(file.attachment)}</span>
            </span>
            {kept.length > 0 && (
              <select
                className="input"
                aria-label={t`Pièce à laquelle correspond ${file.attachment.label}`}
                value={file.documentType ?? ''}
                onChange={(event) => assign(file.attachment.id, event.target.value === '' ? null : event.target.value)}
              >
                <option value="">{t`Autre document`}</option>
                {kept.map(({ type, title }) => (
                  <option key={type} value={type}>
                    {title}
                  </option>
                ))}
              </select>
            )}
            <Button
              variant="quiet"
              onPress={() => {
                setRemoved(file);
                changeDraft(store, { attachments: attachments.filter((each) => each !== file) });
              }}
            >{t`Retirer`}</Button>
          </li>
        ))}
      </ul>
      {removed !== undefined && (
        <p role="status">
          {t`« ${removed.attachment.label} » retiré.`}
          <Button
            variant="quiet"
            onPress={() => {
              changeDraft(store, { attachments: [...attachments, removed] });
              setRemoved(undefined);
            }}
          >{t`Remettre`}</Button>
        </p>
      )}
      {shown !== undefined && (
        <Dialog title={shown.label} onClose={() => setShown(undefined)}>
          {shown.mediaType === 'application/pdf' ? (
            <iframe className="visit-preview" title={shown.label} src={deskPaths.attachmentContent(shown.id)} />
          ) : (
            <img className="visit-preview" alt={shown.label} src={deskPaths.attachmentContent(shown.id)} />
          )}
        </Dialog>
      )}
    </>
  );
}

type Documents = ReturnType<ReturnType<typeof useVisitStore>['getState']>['draft']['documents'];

function provided(documents: Documents, type: string): Documents {
  const state = documents[type];
  return state === undefined ? documents : { ...documents, [type]: { ...state, status: 'provided', original: 'returned' } };
}

const megabytes = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

function size({ pageCount, byteLength }: Attachment): string {
  const kilobytes = Math.ceil(byteLength / 1024);
  const weight = kilobytes < 1024 ? t`${kilobytes} Ko` : t`${megabytes.format(kilobytes / 1024)} Mo`;
  return pageCount === 1 ? t`1 page, ${weight}` : t`${pageCount} pages, ${weight}`;
}
