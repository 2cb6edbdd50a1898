import { t } from '@lingui/core/macro';
import { useEffect, useState, type ReactNode } from 'react';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { PageToRead } from '#renderer/platform/barcodes.ts';
import { Button } from '#renderer/ui/button.tsx';
import { explainFileRefusal } from '#renderer/ui/file-refusal.ts';
import { FileDrop } from '#renderer/ui/file-drop.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { documentsAsked } from '#shared/domain/service-request/check-visit.ts';
import { attachFile } from './attach-file.ts';
import { addFile } from './attachment-client.ts';
import { AttachmentList } from './attachment-list.tsx';
import { DocumentRow } from './document-row.tsx';
import { places } from './focus-places.ts';
import { changeDraft, useVisit, useVisitStore } from './visit-store.ts';

const ACCEPTED = '.pdf,.jpg,.jpeg,.png,.tif,.tiff,application/pdf,image/jpeg,image/png,image/tiff';

/** Column 3: each document that is asked for, ticked by one key, and the files that were handed over. */
export function DocumentsColumn({ procedure, onScan, unattached, fileCodes }: {
  readonly procedure: Procedure | undefined;
  readonly onScan: () => void;
  /** Pages scanned for this visit that no document holds yet. */
  readonly unattached: number;
  readonly fileCodes: (pages: readonly PageToRead[]) => ReactNode;
}) {
  const store = useVisitStore();
  const values = useVisit(({ draft }) => draft.values);
  const documents = useVisit(({ draft }) => draft.documents);
  const attachments = useVisit(({ draft }) => draft.attachments);
  const { take, problems, busy } = useFiles();
  const asked = procedure === undefined ? [] : documentsAsked(procedure, values);
  const done = asked.filter(({ type }) => documents[type]?.status === 'provided' || documents[type]?.status === 'seen').length;
  return (
    <Panel title={asked.length === 0 ? t`3 Pièces` : t`3 Pièces (${done}/${asked.length})`} paneId="documents">
      <div id={places.documents} className="visit-documents">
        {procedure !== undefined && asked.length === 0 && <EmptyState title={t`Aucune pièce demandée.`} />}
        {asked.map((required, index) => {
          const state = documents[required.type];
          if (state === undefined) return null;
          return (
            <DocumentRow
              key={required.type}
              required={required}
              state={state}
              nextId={asked[index + 1] === undefined ? undefined : `visit-document-${asked[index + 1]?.type}`}
              onChange={(next) => changeDraft(store, { documents: { ...store.getState().draft.documents, [required.type]: next } })}
            />
          );
        })}
      </div>
      <div className="visit-scan">
        <Button keys="F8" onPress={onScan}>{t`Numériser`}</Button>
        {unattached > 0 && <Notice tone="warn">{unattached === 1 ? t`1 page numérisée à joindre.` : t`${unattached} pages numérisées à joindre.`}</Notice>}
      </div>
      <FileDrop label={t`Joindre un fichier`} accept={ACCEPTED} onFiles={take}>
        <span>{busy ? t`Lecture du fichier…` : t`ou déposez-le, ou collez-le ici`}</span>
      </FileDrop>
      {problems.map((problem) => (
        <Notice key={problem} tone="danger">
          {problem}
        </Notice>
      ))}
      <AttachmentList asked={asked} />
      {fileCodes(attachments.flatMap(({ attachment }) => pagesToRead(attachment)))}
    </Panel>
  );
}

/** Of a file that was handed over; the codes of pages scanned here were read before they were compressed. */
function pagesToRead({ id, label, pageCount, scan }: Attachment): readonly PageToRead[] {
  if (scan !== undefined) return [];
  return Array.from({ length: pageCount }, (_, index) => ({
    id: `${id} ${index}`,
    url: deskPaths.attachmentWhole(id, index),
    name: pageCount === 1 ? label : t`${label}, page ${index + 1}`,
  }));
}

/** Files by dialog, drop or paste, one way in; each refusal is a sentence, and the others go on. */
function useFiles(): { readonly take: (files: readonly File[]) => void; readonly problems: readonly string[]; readonly busy: boolean } {
  const store = useVisitStore();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [pending, setPending] = useState(0);
  const [take] = useState(() => (files: readonly File[]): void => {
    setProblems([]);
    for (const file of files) {
      setPending((count) => count + 1);
      addFile(file)
        .then((added) => {
          if (added.ok) attachFile(store, added.value, null);
          else setProblems((before) => [...before, explainFileRefusal(file.name, added.refusal)]);
        })
        .catch(() => setProblems((before) => [...before, explainFileRefusal(file.name, 'damaged')]))
        .finally(() => setPending((count) => count - 1));
    }
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, [take]);
  return { take, problems, busy: pending > 0 };
}
