import type { MailItemView } from '#renderer/data/mail-items.ts';
import { bareNumber } from '#shared/domain/citizen/search-line.ts';
import { foldWords } from '#shared/domain/citizen/fold.ts';
import type { KnownSubject } from '#shared/domain/mail/known-subjects.ts';

/** What is kept of a letter to find it again, and to know its subject; a voided one keeps its numbers only. */
export type LetterLine = { readonly numbers: readonly string[]; readonly subject: string; readonly departmentCode: string };

/** All letters by their numbers, and what letters are about in this town. */
export class LetterTable {
  readonly #lines = new Map<string, LetterLine>();
  readonly #byNumber = new Map<string, string>();
  /** Ids of the letters about a subject, by its folded words. */
  readonly #bySubject = new Map<string, Set<string>>();

  byNumber(number: string): string | undefined {
    return this.#byNumber.get(bareNumber(number));
  }

  set(id: string, letter: MailItemView | null): void {
    const before = this.#lines.get(id);
    for (const number of before?.numbers ?? []) this.#byNumber.delete(bareNumber(number));
    if (before !== undefined) this.#bySubject.get(keyOf(before.subject))?.delete(id);
    this.#lines.delete(id);
    if (letter !== null) this.add(id, lineOf(letter));
  }

  add(id: string, line: LetterLine): void {
    this.#lines.set(id, line);
    for (const number of line.numbers) this.#byNumber.set(bareNumber(number), id);
    const key = keyOf(line.subject);
    if (key !== '') this.#bySubject.set(key, (this.#bySubject.get(key) ?? new Set<string>()).add(id));
  }

  lines(): Iterable<readonly [string, LetterLine]> {
    return this.#lines;
  }

  /** Subjects with a word that begins as each typed one does, most written about first; as the last letter put it. */
  subjects(typed: string, limit: number): readonly KnownSubject[] {
    const wanted = foldWords(typed);
    const found = [...this.#bySubject].filter(([key, ids]) => ids.size > 0 && wanted.every((word) => ` ${key}`.includes(` ${word}`)));
    return found
      .sort(([, a], [, b]) => b.size - a.size)
      .slice(0, limit)
      .flatMap(([, ids]) => {
        // UUIDv7: the greatest is the latest.
        const last = this.#lines.get([...ids].reduce((latest, id) => (id > latest ? id : latest)));
        return last === undefined ? [] : [{ subject: last.subject, departmentCode: last.departmentCode }];
      });
  }
}

function lineOf({ deskNumber, chrono, registeredNumber, status, subject, departmentCode }: MailItemView): LetterLine {
  const numbers = [deskNumber, chrono, registeredNumber].filter((number) => number !== null && number !== undefined);
  return { numbers, subject: status === 'void' ? '' : subject, departmentCode };
}

function keyOf(subject: string): string {
  return foldWords(subject).join(' ');
}
