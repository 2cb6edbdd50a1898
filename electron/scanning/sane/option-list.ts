import type { ScanColour, ScanFeed, ScannerOptions, ScanProfile } from '#shared/domain/scan/scanner.ts';

/** One option that can be set now: the values it takes, or the range. */
type SaneOption = { readonly values: readonly string[]; readonly range: { readonly min: number; readonly max: number } | undefined };
export type SaneOptions = ReadonlyMap<string, SaneOption>;

const OFFERED = [150, 200, 300, 400, 600] as const;
const A4_MM = { x: 210, y: 297 } as const;
const OPTION = /^ {4}(?:--)?(-?[a-z][\w-]*)(?:\[=\(([^)]*)\)\]| (.+?))? \[([^\]]*)\]/;

/** The answer of `scanimage --all-options`; options that are inactive or read-only are left out. */
export function readOptionList(output: string): SaneOptions {
  const options = new Map<string, SaneOption>();
  for (const line of output.split('\n')) {
    const [, name, yesNo, constraint, value] = OPTION.exec(line) ?? [];
    if (name === undefined || value === 'inactive' || line.includes('[read-only]')) continue;
    options.set(name, readConstraint(yesNo ?? constraint ?? ''));
  }
  return options;
}

/** `Flatbed|ADF`, `auto||75|100|300dpi`, `1..1200dpi (in steps of 1)`. */
function readConstraint(text: string): SaneOption {
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+)/.exec(text);
  if (range !== null) return { values: [], range: { min: Number(range[1]), max: Number(range[2]) } };
  return { values: text.replace(/(?<=\d)(dpi|mm|%|pel|us|bit)$/, '').split('|').filter((value) => value !== '' && value !== 'auto'), range: undefined };
}

/** What a clerk can choose. Black and white is left out: it damages faint writing. */
export function offeredBy(options: SaneOptions): ScannerOptions {
  const feeds = (options.get('source')?.values ?? []).map(feedOf);
  const colours = (options.get('mode')?.values ?? []).flatMap((mode) => colourOf(mode) ?? []);
  return {
    feeds: feeds.length === 0 ? ['flatbed'] : (['flatbed', 'feeder', 'feeder-duplex'] as const).filter((feed) => feeds.includes(feed)),
    resolutions: resolutionsOf(options.get('resolution')),
    colours: colours.length === 0 ? ['grey'] : (['grey', 'colour'] as const).filter((colour) => colours.includes(colour)),
  };
}

function resolutionsOf(option: SaneOption | undefined): readonly number[] {
  if (option === undefined) return [300];
  const { range } = option;
  const listed = option.values.map(Number);
  const usual = OFFERED.filter((dpi) => (range === undefined ? listed.includes(dpi) : dpi >= range.min && dpi <= range.max));
  if (usual.length > 0) return usual;
  const best = range?.max ?? Math.max(...listed);
  return [best];
}

/** Drivers name the same things differently: `ADF Duplex`, `Automatic Document Feeder(left aligned,Duplex)`, `Document Table`. */
function feedOf(source: string): ScanFeed {
  if (/duplex|both sides/i.test(source)) return 'feeder-duplex';
  return /adf|feeder/i.test(source) ? 'feeder' : 'flatbed';
}

function colourOf(mode: string): ScanColour | undefined {
  if (/colou?r/i.test(mode)) return 'colour';
  return /gr[ae]y/i.test(mode) ? 'grey' : undefined;
}

/** The arguments that make a device read by this profile, at most A4, in samples of 8 bits. */
export function argumentsFor(options: SaneOptions, profile: ScanProfile): readonly string[] {
  const source = options.get('source')?.values.find((each) => feedOf(each) === profile.feed);
  const mode = options.get('mode')?.values.find((each) => colourOf(each) === profile.colour);
  const side = (name: 'x' | 'y'): readonly string[] => {
    const range = options.get(`-${name}`)?.range;
    return range === undefined ? [] : [`-${name}`, String(Math.min(A4_MM[name], range.max))];
  };
  return [
    // First: what the others may be depends on them.
    ...(source === undefined ? [] : [`--source=${source}`]),
    ...(mode === undefined ? [] : [`--mode=${mode}`]),
    ...(options.get('depth')?.values.includes('8') === true ? ['--depth=8'] : []),
    ...(options.has('resolution') ? [`--resolution=${profile.resolution}`] : []),
    ...side('x'),
    ...side('y'),
  ];
}
