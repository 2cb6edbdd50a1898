import { BrowserWindow, Menu, nativeTheme, screen } from 'electron';
import { mark } from '#electron/diagnostics/marks.ts';
import { APP_ORIGIN } from '#electron/ipc/own-frame.ts';
import { MIN_HEIGHT, MIN_WIDTH, nextZoom, onAScreen } from './window-bounds.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

// The page's own background (tokens.css), painted before it loads so that the window never flashes white.
const PAPER = { light: '#f6f5f1', dark: '#13181b' } as const;

export type MainWindowOptions = {
  readonly preload: string;
  readonly stateFile: string;
  readonly developer: boolean;
  /** False for the self-check: the window loads and is never shown. */
  readonly show: boolean;
};

/** Opens the one window of the desk and loads the app; it shows itself once painted. */
export function openMainWindow({ preload, stateFile, developer, show }: MainWindowOptions): BrowserWindow {
  Menu.setApplicationMenu(null);
  const state = onAScreen(readWindowState(stateFile), screen.getAllDisplays().map((display) => display.workArea));
  const { maximized, zoomLevel, x, y, width, height } = state;
  const window = new BrowserWindow({
    width,
    height,
    ...(x !== undefined && y !== undefined ? { x, y } : {}),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Plainpied',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      // The engine's PDF viewer is the only plug-in there is; the preview of receipts and scans needs it.
      plugins: true,
      devTools: developer,
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => {
    mark('ready-to-show');
    if (!show) return;
    if (maximized) window.maximize();
    window.show();
    mark('window-shown');
  });
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(zoomLevel));
  window.on('close', () => {
    writeWindowState(stateFile, {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoomLevel: window.webContents.getZoomLevel(),
    });
  });
  keepZoomKeys(window, developer);
  void window.loadURL(`${APP_ORIGIN}/`);
  mark('load-asked');
  return window;
}

/** With no menu Chromium handles no shortcut: F5 and Ctrl+W do nothing, and zoom has to be answered here. */
function keepZoomKeys(window: BrowserWindow, developer: boolean): void {
  window.webContents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || !(input.control || input.meta) || input.alt) return;
    const key = input.key === '=' ? '+' : input.key === 'à' ? '0' : input.key;
    if (key === '+' || key === '-' || key === '0') {
      window.webContents.setZoomLevel(nextZoom(window.webContents.getZoomLevel(), key));
      event.preventDefault();
    }
    if (developer && input.shift && input.key.toLowerCase() === 'i') window.webContents.toggleDevTools();
  });
}
