import { t } from '@lingui/core/macro';
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useDepartments, useProcedures } from '#renderer/data/catalogue.ts';
import { useDraftAutosave } from '#renderer/data/use-draft-autosave.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import { followingLetter, isUntouchedLetter, type LetterDraft } from '#shared/domain/mail/letter-draft.ts';
import { LastLetter, useLastLetter, type SealedLetter } from './last-letter.tsx';
import { LetterFiles } from './letter-files.tsx';
import { LetterForm } from './letter-form.tsx';
import { changeLetter, createLetterStore, focusNextEmpty, LetterProvider, placeOf, useLetter, useLetterStore } from './letter-store.ts';
import { explainLetterRefusal } from './letter-words.ts';
import { draftOfLetter, recordLetter, saveLetter } from './record-letter.ts';
import { RegisterPanel } from './register-panel.tsx';
import { useScannedNumber } from './use-scanned-number.ts';
import './mail.css';

/** What a scan of the pages of the letter in hand needs, and gives. */
export type LetterScanSlot = {
  readonly ownerId: string;
  readonly targets: readonly [];
  readonly target: null;
  readonly onAttached: (attachment: Attachment) => Promise<void>;
  readonly onClose: () => void;
};

type Props = {
  readonly draft: LetterDraft;
  /** The town's day, asked at each letter: the screen may stay open overnight. */
  readonly today: () => string;
  readonly onMakeRequest: (mailItemId: string) => void;
  readonly onOpenLetter: (mailItemId: string) => void;
  readonly scanPanel: (slot: LetterScanSlot) => ReactNode;
  /** Pages scanned for this letter that no file holds yet. */
  readonly unattachedPages: (letter: Pick<LetterDraft, 'id' | 'attachments'>) => number;
};

/** Letters one after the other: the one in hand at the left, the register of its day at the right. */
export function MailScreen(props: Props) {
  const [store] = useState(() => createLetterStore(props.draft));
  return (
    <LetterProvider value={store}>
      <Mail {...props} />
    </LetterProvider>
  );
}

function Mail({ today, onMakeRequest, onOpenLetter, scanPanel, unattachedPages }: Props) {
  const store = useLetterStore();
  const { failed } = useDraftAutosave(store, draftOfLetter);
  const id = useLetter(({ draft }) => draft.id);
  const unattached = useLetter(({ draft }) => unattachedPages(draft));
  const refusals = useLetter((state) => state.refusals);
  const procedures = useProcedures();
  const departments = useDepartments();
  const last = useLastLetter();
  const { problem, setProblem, record } = useRecording(today, unattachedPages, last.show);
  const [scanning, setScanning] = useState(false);
  useScannedNumber(setProblem);

  const makeRequest = async (): Promise<void> => {
    if (!isUntouchedLetter(store.getState().draft)) {
      const sealed = await record();
      if (sealed !== undefined) onMakeRequest(sealed.intent.letter.id);
    } else if (last.standing !== undefined) onMakeRequest(last.standing.intent.letter.id);
  };
  useEffect(() =>
    bindKeys({
      'Control+Enter': (event) => {
        event.preventDefault();
        void record();
      },
      F9: (event) => {
        event.preventDefault();
        void makeRequest();
      },
      ...(!scanning && {
        F8: (event: KeyboardEvent) => {
          event.preventDefault();
          setScanning(true);
        },
      }),
      'Control+z': (event) => {
        // What is half typed has its own undo, and the last letter stays.
        if (!isUntouchedLetter(store.getState().draft) || last.standing === undefined) return;
        event.preventDefault();
        last.voidIt();
      },
    }),
  );

  const slot: LetterScanSlot = {
    ownerId: id,
    targets: [],
    target: null,
    onAttached: async (attachment) => {
      const others = store.getState().draft.attachments.filter((each) => each.id !== attachment.id);
      changeLetter(store, { attachments: [...others, attachment] });
      await saveLetter(store.getState().draft);
    },
    onClose: () => {
      setScanning(false);
      focusNextEmpty(store);
    },
  };
  return (
    <div className="mail">
      <div className="mail-left">
        {scanning && scanPanel(slot)}
        <div hidden={scanning}>
          <Panel title={t`Pli à enregistrer`} paneId="letter">
            {failed && <Notice tone="warn">{t`Le brouillon n’a pas pu être gardé sur ce poste : enregistrez dès que possible.`}</Notice>}
            <LetterForm key={id} procedures={procedures ?? []} departments={departments ?? []} today={today()} />
            <LetterFiles onScan={() => setScanning(true)} unattached={unattached} />
            {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
            {refusals.length > 0 && <Notice tone="danger">{refusals.map(explainLetterRefusal).join(' ')}</Notice>}
            <div id={placeOf('record')} className="letter-actions" data-sticky="">
              <Button variant="primary" keys={t`Ctrl+Entrée`} onPress={() => void record()}>{t`Enregistrer et suivant`}</Button>
              <Button keys="F9" onPress={() => void makeRequest()}>{t`En faire une demande`}</Button>
            </div>
          </Panel>
        </div>
      </div>
      <div className="mail-right">
        <LastLetter last={last} onOpen={onOpenLetter} />
        <RegisterPanel today={today()} departments={departments ?? []} onOpen={onOpenLetter} />
      </div>
    </div>
  );
}

/** Has the letter in hand sealed, then puts the following one in its place; undefined when it could not be. */
function useRecording(today: () => string, unattachedPages: Props['unattachedPages'], show: (sealed: SealedLetter) => void) {
  const store = useLetterStore();
  const { seal } = usePlatform();
  const [problem, setProblem] = useState<string>();
  const [recording] = useState<{ now: boolean }>(() => ({ now: false }));
  const record = async (): Promise<SealedLetter | undefined> => {
    // A second press while the first is on its way is the same act.
    if (recording.now) return undefined;
    const { draft } = store.getState();
    if (unattachedPages(draft) > 0) {
      setProblem(t`Des pages numérisées ne sont pas jointes : joignez-les (F8, puis Entrée), ou abandonnez-les.`);
      return undefined;
    }
    recording.now = true;
    try {
      const sealed = await recordLetter(draft, today(), seal);
      if (!sealed.ok) {
        setProblem(sealed.refusal.kind === 'desk' ? explainSealRefusal(sealed.refusal.code, 'letter') : undefined);
        const found = sealed.refusal.kind === 'letter' ? sealed.refusal.refusals : [];
        flushSync(() => store.setState({ refusals: found }));
        if (found[0] !== undefined) focusPlace(placeOf(found[0].field));
        return undefined;
      }
      const { intent } = sealed.value;
      if (intent.kind !== 'letter') return undefined;
      const letter: SealedLetter = { ...sealed.value, intent };
      // On screen before the next key: what a quick clerk types on belongs to the next letter.
      flushSync(() => {
        setProblem(undefined);
        show(letter);
        store.setState({ draft: followingLetter(draft, { newUuid }, today()), refusals: [] });
      });
      focusNextEmpty(store);
      return letter;
    } finally {
      recording.now = false;
    }
  };
  return { problem, setProblem, record };
}
