import type { ScannerDevice } from '#shared/domain/scan/scanner.ts';

/** What `scanimage --formatted-device-list` is asked for: one device a line, its parts between tabs. */
export const DEVICE_LINE = '%d\t%v\t%m\t%t%n';

/** The devices of that answer; webcams, which SANE also lists, are left out. */
export function readDeviceList(output: string): readonly ScannerDevice[] {
  return output.split('\n').flatMap((line) => {
    const [id = '', vendor = '', model = ''] = line.split('\t');
    if (id === '' || model === '' || id.startsWith('v4l:')) return [];
    const maker = vendor === 'Noname' ? '' : vendor;
    // Some drivers repeat the maker in the model, or write names with underscores.
    const name = (model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${maker} ${model}`).replaceAll('_', ' ').trim();
    return [{ id, name, kind: 'scanner' as const }];
  });
}
