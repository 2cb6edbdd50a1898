import { t } from '@lingui/core/macro';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { personId } from '#shared/domain/service-request/seal-visit.ts';
import type { DraftPerson } from '#shared/domain/service-request/visit-draft.ts';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { places } from './focus-places.ts';
import { PersonFinder } from './person-finder.tsx';
import { changeDraft, useVisit, useVisitStore } from './visit-store.ts';

/** Column 1: who asks, for whom, and through whom. */
export function PersonColumn({ procedure, today }: { readonly procedure: Procedure | undefined; readonly today: string }) {
  const store = useVisitStore();
  const applicant = useVisit(({ draft }) => draft.applicant);
  const letter = useVisit(({ draft }) => draft.letter);
  const refused = useVisit(({ refusals }) => refusals.some((refusal) => refusal.code === 'applicant-missing'));
  const audit = useAudit();
  const pick = (person: DraftPerson): void => {
    changeDraft(store, { applicant: person });
    audit(person);
    focusPlace(store.getState().draft.procedure === null ? places.procedure : places.beneficiary, places.documents);
  };
  return (
    <Panel title={t`1 Usager`} paneId="person">
      <div id={places.person}>
        {applicant === null ? (
          <>
            <PersonFinder
              label={letter === undefined ? t`Qui est devant vous ?` : t`Qui écrit ?`}
              initial={letter?.senderName ?? ''}
              inputId="visit-person-input"
              autoFocus
              onPick={pick}
              today={today}
              error={refused ? t`Choisissez ou créez l’usager.` : undefined}
            />
            {procedure?.applicant === 'optional' && (
              <Button
                variant="quiet"
                onPress={() => {
                  changeDraft(store, { applicant: 'anonymous' });
                  focusPlace(places.documents);
                }}
              >{t`Sans usager (anonyme)`}</Button>
            )}
          </>
        ) : (
          <PersonCard
            person={applicant}
            onRemove={() => {
              changeDraft(store, { applicant: null });
              focusPlace(places.person);
            }}
          />
        )}
      </div>
      {procedure?.beneficiary !== undefined && <Beneficiaries label={procedure.beneficiary.label} today={today} />}
      {procedure?.representativeAllowed === true && applicant !== null && applicant !== 'anonymous' && <RepresentativeField today={today} />}
    </Panel>
  );
}

function PersonCard({ person, onRemove }: { readonly person: DraftPerson | 'anonymous'; readonly onRemove: () => void }) {
  return (
    <p className="person-card">
      <strong>{person === 'anonymous' ? t`Sans usager (anonyme)` : person.displayName}</strong>
      {person !== 'anonymous' && person.kind === 'new' && <span className="quiet">{t`nouvelle fiche`}</span>}
      <Button variant="quiet" onPress={onRemove}>{t`Changer`}</Button>
    </p>
  );
}

function Beneficiaries({ label, today }: { readonly label: string; readonly today: string }) {
  const store = useVisitStore();
  const beneficiaries = useVisit(({ draft }) => draft.beneficiaries);
  const refused = useVisit(({ refusals }) => refusals.some((refusal) => refusal.code === 'beneficiary-missing'));
  const audit = useAudit();
  return (
    <div id={places.beneficiary}>
      {beneficiaries.map((person) => (
        <p key={personId(person)} className="person-card">
          <span className="quiet">{label}</span> <strong>{person.displayName}</strong>
          <Button
            variant="quiet"
            onPress={() => changeDraft(store, { beneficiaries: beneficiaries.filter((each) => each !== person) })}
          >{t`Retirer`}</Button>
        </p>
      ))}
      <PersonFinder
        key={beneficiaries.length}
        label={beneficiaries.length === 0 ? label : t`${label} : ajouter`}
        inputId="visit-beneficiary-input"
        today={today}
        error={refused ? t`Indiquez la personne concernée : ${label}.` : undefined}
        onPick={(person) => {
          changeDraft(store, { beneficiaries: [...beneficiaries, person] });
          audit(person);
        }}
      />
    </div>
  );
}

function RepresentativeField({ today }: { readonly today: string }) {
  const store = useVisitStore();
  const representative = useVisit(({ draft }) => draft.representative);
  const audit = useAudit();
  return (
    <details className="representative" open={representative !== null}>
      <summary>{t`Représenté·e par quelqu’un`}</summary>
      {representative === null ? (
        <PersonFinder
          label={t`Représentant`}
          inputId="visit-representative-input"
          today={today}
          onPick={(person) => {
            changeDraft(store, { representative: person });
            audit(person);
          }}
        />
      ) : (
        <PersonCard person={representative} onRemove={() => changeDraft(store, { representative: null })} />
      )}
    </details>
  );
}

/** Every opening of a known person is journaled; the clerk does not wait for it. */
function useAudit(): (person: DraftPerson) => void {
  const { seal } = usePlatform();
  return (person) => {
    if (person.kind === 'known') void seal({ kind: 'audit', opId: newUuid(), action: 'citizen-opened', subjectId: person.citizenId });
  };
}
