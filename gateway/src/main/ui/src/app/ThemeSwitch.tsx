import { IconButton } from '@/components/Button';
import { Moon, Screen, Sun } from './icons';
import { chooseTheme, useTheme, type Theme } from './theme';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: Screen, light: Sun, dark: Moon };

/** Steps from the system's colours to light, to dark, and back. */
export function ThemeSwitch() {
  const theme = useTheme();
  const Icon = ICON[theme];
  return (
    <IconButton label={`Colours: ${theme}. Change to ${NEXT[theme]}`} onClick={() => chooseTheme(NEXT[theme])}>
      <Icon />
    </IconButton>
  );
}
