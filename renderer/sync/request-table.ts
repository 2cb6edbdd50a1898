import type { RequestView } from '#renderer/data/request-view.ts';
import { bareNumber } from '#shared/domain/citizen/search-line.ts';

/** `token`: of the tracking QR on the receipt. */
type Links = { readonly numbers: readonly string[]; readonly people: readonly string[]; readonly token: string };
/** A demande as it is kept: its id, numbers, people, token. */
export type RequestLine = readonly [id: string, numbers: readonly string[], people: readonly string[], token: string];
const NONE: Links = { numbers: [], people: [], token: '' };

/** The demandes by their numbers and tokens, and whose they are. */
export class RequestTable {
  readonly #links = new Map<string, Links>();
  readonly #byNumber = new Map<string, string>();
  readonly #byToken = new Map<string, string>();
  readonly #byPerson = new Map<string, Set<string>>();

  constructor(lines: readonly RequestLine[] = []) {
    for (const [id, numbers, people, token] of lines) this.#add(id, { numbers, people, token });
  }

  byNumber(number: string): string | undefined {
    return this.#byNumber.get(bareNumber(number));
  }

  byToken(token: string): string | undefined {
    return this.#byToken.get(token);
  }

  of(citizenId: string): readonly string[] {
    return [...(this.#byPerson.get(citizenId) ?? [])];
  }

  numbersOf(citizenId: string): readonly string[] {
    return this.of(citizenId).flatMap((id) => this.#links.get(id)?.numbers ?? []);
  }

  /** Persons whose numbers change when this demande does. */
  touchedBy(id: string, request: RequestView | null): readonly string[] {
    const before = this.#links.get(id) ?? NONE;
    const after = linksOf(request);
    return same(before, after) ? [] : [...before.people, ...after.people];
  }

  set(id: string, request: RequestView | null): void {
    const before = this.#links.get(id) ?? NONE;
    for (const number of before.numbers) this.#byNumber.delete(bareNumber(number));
    this.#byToken.delete(before.token);
    for (const person of before.people) this.#byPerson.get(person)?.delete(id);
    this.#links.delete(id);
    if (request !== null) this.#add(id, linksOf(request));
  }

  lines(): readonly RequestLine[] {
    return Array.from(this.#links, ([id, { numbers, people, token }]) => [id, numbers, people, token]);
  }

  #add(id: string, links: Links): void {
    this.#links.set(id, links);
    for (const number of links.numbers) this.#byNumber.set(bareNumber(number), id);
    this.#byToken.set(links.token, id);
    for (const person of links.people) {
      const requests = this.#byPerson.get(person) ?? new Set<string>();
      this.#byPerson.set(person, requests.add(id));
    }
  }
}

function linksOf(request: RequestView | null): Links {
  if (request === null) return NONE;
  const parties = [request.applicant, request.representative, ...request.beneficiaries];
  const people = [...new Set(parties.flatMap((party) => (party === undefined ? [] : [party.citizenId])))];
  return { people, numbers: [request.deskNumber, request.grcNumber].filter((number): number is string => number !== null), token: request.trackingToken };
}

function same(a: Links, b: Links): boolean {
  return a.numbers.join() === b.numbers.join() && a.people.join() === b.people.join();
}
