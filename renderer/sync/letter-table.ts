import type { MailItemView } from '#renderer/data/mail-items.ts';
import { bareNumber } from '#shared/domain/citizen/search-line.ts';
import { foldWords } from '#shared/domain/citizen/fold.ts';
import type { KnownSubject } from '#shared/domain/mail/known-subjects.ts';
import type { Sender } from '#shared/domain/mail/mail-item.ts';
import { senderName } from '#shared/domain/mail/typed-sender.ts';

/** What is kept of a letter to find it again, and to know its subject and sender; a voided one keeps its numbers only. */
export type LetterLine = { readonly numbers: readonly string[]; readonly subject: string; readonly departmentCode: string; readonly sender: Sender };

/** All letters by their numbers, and what letters are about in this town, and who writes them. */
export class LetterTable {
  readonly #lines = new Map<string, LetterLine>();
  readonly #byNumber = new Map<string, string>();
  readonly #subjects = new WordGroups();
  readonly #senders = new WordGroups();

  constructor(lines: readonly (readonly [id: string, line: LetterLine])[] = []) {
    for (const [id, line] of lines) this.#add(id, line);
  }

  byNumber(number: string): string | undefined {
    return this.#byNumber.get(bareNumber(number));
  }

  set(id: string, letter: MailItemView | null): void {
    const before = this.#lines.get(id);
    for (const number of before?.numbers ?? []) this.#byNumber.delete(bareNumber(number));
    if (before !== undefined) this.#subjects.leave(before.subject, '', id);
    if (before !== undefined) this.#senders.leave(senderName(before.sender) ?? '', identityOf(before.sender), id);
    this.#lines.delete(id);
    if (letter !== null) this.#add(id, lineOf(letter));
  }

  lines(): Iterable<readonly [string, LetterLine]> {
    return this.#lines;
  }

  /** Subjects with a word that begins as each typed one does, most written about first; as the last letter put it. */
  subjects(typed: string, limit: number): readonly KnownSubject[] {
    return this.#latest(this.#subjects.find(typed, limit)).map(({ subject, departmentCode }) => ({ subject, departmentCode }));
  }

  /** The same of those who wrote. */
  senders(typed: string, limit: number): readonly Sender[] {
    return this.#latest(this.#senders.find(typed, limit)).map(({ sender }) => sender);
  }

  #add(id: string, line: LetterLine): void {
    this.#lines.set(id, line);
    for (const number of line.numbers) this.#byNumber.set(bareNumber(number), id);
    this.#subjects.join(line.subject, '', id);
    this.#senders.join(senderName(line.sender) ?? '', identityOf(line.sender), id);
  }

  #latest(ids: readonly string[]): readonly LetterLine[] {
    return ids.flatMap((id) => this.#lines.get(id) ?? []);
  }
}

/** Letters that have the same words in common (and the same `identity`). */
class WordGroups {
  readonly #groups = new Map<string, { readonly words: string; readonly ids: Set<string> }>();

  join(text: string, identity: string, id: string): void {
    const words = foldWords(text).join(' ');
    if (words === '') return;
    const key = `${identity}\n${words}`;
    const group = this.#groups.get(key) ?? { words: ` ${words}`, ids: new Set<string>() };
    group.ids.add(id);
    this.#groups.set(key, group);
  }

  leave(text: string, identity: string, id: string): void {
    const key = `${identity}\n${foldWords(text).join(' ')}`;
    const group = this.#groups.get(key);
    if (group?.ids.delete(id) === true && group.ids.size === 0) this.#groups.delete(key);
  }

  /** The latest letter of each group (ids are UUIDv7), the largest group first. */
  find(typed: string, limit: number): readonly string[] {
    const wanted = foldWords(typed);
    if (wanted.length === 0) return [];
    return [...this.#groups.values()]
      .filter(({ words }) => wanted.every((word) => words.includes(` ${word}`)))
      .sort((a, b) => b.ids.size - a.ids.size)
      .slice(0, limit)
      .map(({ ids }) => [...ids].reduce((latest, id) => (id > latest ? id : latest)));
  }
}

const NOBODY: Sender = { kind: 'unknown' };

function lineOf({ deskNumber, chrono, registeredNumber, status, subject, departmentCode, sender }: MailItemView): LetterLine {
  const numbers = [deskNumber, chrono, registeredNumber].filter((number) => number !== null && number !== undefined);
  return status === 'void' ? { numbers, subject: '', departmentCode, sender: NOBODY } : { numbers, subject, departmentCode, sender };
}

function identityOf(sender: Sender): string {
  return sender.kind === 'citizen' ? sender.citizenId : sender.kind;
}
