import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'tickmesh.theme';
const listeners = new Set<() => void>();

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

function dark(): boolean {
  const theme = stored();
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}

/** Puts the chosen theme, or the system's, on the document; `data-theme` is what the colours and charts go by. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  applyTheme();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', applyTheme);
  return () => {
    listeners.delete(listener);
    media.removeEventListener('change', applyTheme);
  };
}

/** What the person chose. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, stored);
}

/** Whether the page is dark now, for what cannot use custom properties, such as a canvas. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, dark);
}
