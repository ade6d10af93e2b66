import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { IconButton } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { NAVIGATION } from './routes';

/** How long a `g` waits for the letter of a page. */
const PREFIX_MILLIS = 1_500;

/** Keys that work on every page and the dialog that tells them; keys that are typed into something are left alone. */
export function Shortcuts() {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    let prefixed = 0;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const going = performance.now() - prefixed < PREFIX_MILLIS && prefixed > 0;
      prefixed = event.key === 'g' && !going ? performance.now() : 0;
      if (event.key === '?') setOpen(true);
      else if (event.key === '/') focusSearch(event);
      else if (going) {
        const target = NAVIGATION.find((item) => item.key === event.key);
        if (target) void navigate(target.path);
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [navigate]);

  return (
    <>
      <IconButton label="Keyboard shortcuts" onClick={() => setOpen(true)}>
        <span aria-hidden="true">?</span>
      </IconButton>
      {open && (
        <Dialog title="Keyboard shortcuts" onClose={() => setOpen(false)}>
          <dl className="shortcuts">
            {NAVIGATION.map((item) => (
              <Shortcut key={item.key} keys={['g', item.key]} what={item.title} />
            ))}
            <Shortcut keys={['/']} what="Search on this page" />
            <Shortcut keys={['j', 'k']} what="Next and previous row of a table" />
            <Shortcut keys={['x']} what="Choose the row" />
            <Shortcut keys={['Enter']} what="Open the row" />
            <Shortcut keys={['Esc']} what="Close a dialog" />
            <Shortcut keys={['?']} what="This help" />
          </dl>
        </Dialog>
      )}
    </>
  );
}

function Shortcut({ keys, what }: { keys: string[]; what: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]') !== null;
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>('main input[type=search]');
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
}
