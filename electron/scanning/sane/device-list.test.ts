import { expect, test } from 'vitest';
import { readDeviceList } from './device-list.ts';

test('each device by the name that is written on it, without webcams', () => {
  const lines = [
    'escl:http://192.0.2.7:80\tBrother\tMFC-L2710DW\tadf,platen scanner',
    'fujitsu:fi-7160:1234\tFUJITSU\tfi-7160\tscanner',
    'hpaio:/net/hp_laserjet\tHewlett-Packard\tHewlett-Packard_LaserJet_MFP\tall-in-one',
    'v4l:/dev/video0\tNoname\tIntegrated Camera\tvirtual device',
    'test:0\tNoname\tfrontend-tester\tvirtual device',
    '',
  ];
  expect(readDeviceList(lines.join('\n')).map(({ id, name }) => [id, name])).toEqual([
    ['escl:http://192.0.2.7:80', 'Brother MFC-L2710DW'],
    ['fujitsu:fi-7160:1234', 'FUJITSU fi-7160'],
    ['hpaio:/net/hp_laserjet', 'Hewlett-Packard LaserJet MFP'],
    ['test:0', 'frontend-tester'],
  ]);
});
