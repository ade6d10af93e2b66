import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { IconButton } from '@/components/Button';
import { ConnectionBadge, ConnectionBanner } from './Connection';
import { Close, Menu } from './icons';
import { Logo } from './Logo';
import { NAVIGATION } from './routes';
import { useSession } from './session';
import { Shortcuts } from './Shortcuts';
import { ThemeSwitch } from './ThemeSwitch';
import './styles/shell.css';

/** What surrounds every page: navigation, theme, shortcuts. */
export function Shell({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const [path, setPath] = useState(pathname);
  const main = useRef<HTMLElement>(null);
  if (path !== pathname) {
    setPath(pathname);
    setOpen(false);
  }
  // A reader of the screen begins at the new page, not where the old one was left.
  useEffect(() => {
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className="shell" data-open={open}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="shell-bar">
        <span className="shell-menu">
          <IconButton label={open ? 'Close the menu' : 'Open the menu'} pressed={open} onClick={() => setOpen(!open)}>
            {open ? <Close /> : <Menu />}
          </IconButton>
        </span>
        <Logo />
        <span className="shell-space" />
        <ConnectionBadge />
        <Who />
        <Shortcuts />
        <ThemeSwitch />
      </header>
      <nav className="shell-navigation" aria-label="Pages">
        <ul>
          {NAVIGATION.map(({ path: to, title, icon: Icon }) => (
            <li key={to}>
              <NavLink to={to} end={to === '/'}>
                <Icon />
                <span>{title}</span>
              </NavLink>
            </li>
          ))}
        </ul>
        <p className="shell-attribution">
          Charts by{' '}
          <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
            TradingView
          </a>{' '}
          · <a href="/notices.txt">Licences</a>
        </p>
      </nav>
      <main id="main" className="shell-main" ref={main} tabIndex={-1}>
        <div className="shell-banner">
          <ConnectionBanner />
        </div>
        {children}
      </main>
    </div>
  );
}

/** Who is signed in, which is told where one signs out. */
function Who() {
  const { name, role } = useSession();
  return (
    <Link className="who" to="/settings" title={`Signed in with the token ${name}`}>
      {name} <span className="muted">{role}</span>
    </Link>
  );
}
