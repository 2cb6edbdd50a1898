import { t } from '@lingui/core/macro';
import type { PersonMatch } from '#renderer/platform/finder.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import type { CitizenView } from '#renderer/data/citizens.ts';
import { frenchBirthDate, frenchPhone } from '#renderer/ui/french-format.ts';
import { transmissionOfCitizen } from './status-words.ts';
import './conflict.css';

/** Identity, contact and household; phones and e-mails shared in a family are normal and shown as they are. */
export function CitizenIdentity({ citizen, household, onOpenCitizen, onNewRequest, onCorrect }: {
  readonly citizen: CitizenView;
  readonly onCorrect: () => void;
  readonly household: readonly PersonMatch[];
  readonly onOpenCitizen: (citizenId: string) => void;
  readonly onNewRequest: () => void;
}) {
  return (
    <div className="citizen-identity">
      <dl>
        <Row term={t`Nom de naissance`} value={citizen.birthName} />
        <Row term={t`Nom d’usage`} value={citizen.usedName} />
        <Row term={t`Prénoms`} value={citizen.firstNames} />
        <Row term={t`Né·e le`} value={citizen.birthDate && frenchBirthDate(citizen.birthDate)} />
        <Row term={t`Lieu de naissance`} value={citizen.birthPlace} />
        <Row term={t`Téléphone`} value={citizen.phones.map(frenchPhone).join(' · ')} />
        <Row term={t`Courriel`} value={citizen.emails.join(' · ')} />
        <Row term={t`Adresse`} value={citizen.address?.label} />
      </dl>
      {household.length > 0 && (
        <section aria-labelledby="household-title">
          <h3 id="household-title">{t`Foyer`}</h3>
          <ul className="citizen-household">
            {household.map((person) => (
              <li key={person.id}>
                <Button variant="quiet" onPress={() => onOpenCitizen(person.id)}>
                  {person.displayName}
                  {person.birthDate !== null && <span className="quiet"> {frenchBirthDate(person.birthDate)}</span>}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {citizen.transmission !== undefined && (
        <p>
          <Stamp tone={citizen.transmission === 'to-handle' ? 'danger' : 'warn'}>{transmissionOfCitizen(citizen.transmission)}</Stamp>
        </p>
      )}
      <div className="citizen-actions">
        <Button variant="primary" keys="F2" onPress={onNewRequest}>{t`Nouvelle demande`}</Button>
        <Button keys="F8" onPress={onCorrect}>{t`Corriger la fiche`}</Button>
      </div>
    </div>
  );
}

function Row({ term, value }: { readonly term: string; readonly value: string | undefined }) {
  if (value === undefined || value === '') return null;
  return (
    <>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </>
  );
}
