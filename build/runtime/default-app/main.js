// Stands where Electron's own default_app stands: the copy served by the registry lost it when it was
// packaged, and without one `electron <folder>` cannot open a folder. It does what Electron documents for
// that command: the first argument that is not a switch names the application's folder.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  console.error('usage: electron <application folder> [switches]');
  process.exit(2);
}
const root = path.resolve(folder);
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(root);
app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
process.chdir(root);
require(path.join(root, manifest.main));
