import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { Sender } from '#shared/domain/mail/mail-item.ts';
import type { KnownSubject } from '#shared/domain/mail/known-subjects.ts';

/** Why a person came up, shown beside the name. */
export type MatchReason = 'name' | 'used-name' | 'birth-date' | 'phone' | 'email' | 'request-number' | 'typo';

export type PersonMatch = {
  readonly id: string;
  /** `MARTIN Zoé`, with the used name when there is one. */
  readonly displayName: string;
  readonly birthDate: string | null;
  readonly city: string | null;
  readonly reasons: readonly MatchReason[];
};

/** Why two records may be one person; families share phones and e-mails, so that alone is never more than a hint. */
export type DuplicateReason = 'same-name' | 'similar-name' | 'same-birth-date' | 'same-phone' | 'same-email';
export type DuplicateMatch = PersonMatch & { readonly why: readonly DuplicateReason[]; readonly strength: 'strong' | 'weak' };

/** Somebody who wrote before; birth date and city of a person whom the town knows. */
export type KnownSender = { readonly sender: Sender; readonly birthDate: string | null; readonly city: string | null };

/**
 * Who answers to what was typed beyond this desk. `not-asked`: the town's people are read in advance, or too little was typed to
 * mean somebody. `signed-in-here`: the clerk's PIN was checked by this desk alone, and the GRC wants it. `failed`: it did not say.
 */
export type FoundElsewhere =
  | { readonly kind: 'found'; readonly people: readonly PersonMatch[] }
  | { readonly kind: 'not-asked' | 'signed-in-here' | 'offline' | 'failed' };
export type Kept = 'kept' | 'unknown' | 'signed-in-here' | 'offline' | 'failed';

/** Searches the decrypted snapshot in the worker; the network only where it says so. */
export interface Finder {
  /** Name parts in any order, accents and one typo forgiven, birth date or year, phone, e-mail, request number. */
  people(query: string, limit: number): Promise<readonly PersonMatch[]>;
  /** The same asked of the GRC, where the town lets its desks hold only whom they looked up; one question replaces the one before. */
  peopleElsewhere(query: string, limit: number): Promise<FoundElsewhere>;
  /**
   * There, has this desk hold the person as the GRC has them now, until the day it says; call it when a clerk opens or picks them.
   * Elsewhere they are held already: `kept`.
   */
  keep(citizenId: string): Promise<Kept>;
  /** Whom this new person may already be; warns, never blocks. */
  duplicates(candidate: Omit<Citizen, 'id'>): Promise<readonly DuplicateMatch[]>;
  /** Desk number, GRC number or digits of either, as typed or scanned. */
  requestByNumber(typed: string): Promise<string | undefined>;
  /** The token of a receipt's tracking QR, its case kept. */
  requestByToken(token: string): Promise<string | undefined>;
  /** Desk number, number in the register, or registered number of a letter, as typed or scanned. */
  letterByNumber(typed: string): Promise<string | undefined>;
  /** What letters were about here, most often first, each with the department of the last one. */
  letterSubjects(typed: string, limit: number): Promise<readonly KnownSubject[]>;
  /** Who wrote here before, most often first. */
  letterSenders(typed: string, limit: number): Promise<readonly KnownSender[]>;
  requestsOf(citizenId: string): Promise<readonly string[]>;
  householdOf(citizenId: string): Promise<readonly PersonMatch[]>;
}
