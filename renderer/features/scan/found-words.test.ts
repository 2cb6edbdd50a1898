import { i18n } from '@lingui/core';
import { beforeAll, expect, test } from 'vitest';
import { recogniseCode } from '#shared/domain/barcode/recognise-code.ts';
import { nameCode, whatToDo } from './found-words.ts';

beforeAll(() => {
  i18n.load('fr', {});
  i18n.activate('fr');
});

test.each([
  ['26-014-03-000427-20', 'n° 26-014-03-000427-20 de la mairie', 'open', 'open'],
  ['https://suivi.example/q83vEjRWeJCrze8SNFZ4kA', 'code de suivi d’un récépissé de la mairie', 'open', 'open'],
  ['RA123456785FR', 'numéro postal international RA123456785FR', undefined, 'fill-in'],
  ['1A 047 877 2024 3', 'numéro de La Poste 1A04787720243', undefined, 'fill-in'],
  ['6M20132968235', 'numéro de La Poste 6M20132968235, clé inhabituelle : vérifiez-le', undefined, 'fill-in'],
  ['26-014-03-000427-21', '« 26-014-03-000427-21 » : numéro mal lu ou mal imprimé, sa clé est fausse', undefined, undefined],
  ['RK123456789FR', '« RK123456789FR » : numéro mal lu ou mal imprimé, sa clé est fausse', undefined, undefined],
  ['3760123456784', 'code étranger à la mairie, « 3760123456784 »', undefined, undefined],
])('%s is named to the clerk, with what can be done with it', (text, words, alone, withPost) => {
  const scanned = { text, code: recogniseCode(text, 'https://suivi.example') };
  expect([nameCode(scanned).replaceAll('\u00a0', ' '), whatToDo(scanned, false), whatToDo(scanned, true)]).toEqual([words, alone, withPost]);
});
