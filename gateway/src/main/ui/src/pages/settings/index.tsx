import { useState } from 'react';
import { asProblem } from '@/api/useLoad';
import { useMay, useSession, useSessionActions } from '@/app/session';
import { chooseTheme, useTheme, type Theme } from '@/app/theme';
import { Button } from '@/components/Button';
import { Segments } from '@/components/Choice';
import { Facts, Page, Panel } from '@/components/Page';
import { useToast } from '@/components/toasts';
import { formatDateTime } from '@/format';
import { Audit } from './Audit';
import { Tokens } from './Tokens';

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Who is signed in and how the page looks; for admins, who may come in and who changed what. */
export default function SettingsPage() {
  const theme = useTheme();
  const isAdmin = useMay('admin');
  return (
    <Page title="Settings">
      <div className="columns">
        <SignedIn />
        <Panel title="Colours">
          <Segments label="Colours" value={theme} options={THEMES} onChange={chooseTheme} />
        </Panel>
      </div>
      {isAdmin && (
        <>
          <Tokens />
          <Audit />
        </>
      )}
    </Page>
  );
}

function SignedIn() {
  const session = useSession();
  const { signOut } = useSessionActions();
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const leave = async () => {
    setBusy(true);
    try {
      await signOut();
    } catch (cause) {
      toast(asProblem(cause).message, 'loss');
      setBusy(false);
    }
  };
  return (
    <Panel
      title="Signed in"
      actions={
        <Button busy={busy} onClick={() => void leave()}>
          Sign out
        </Button>
      }
    >
      <Facts
        facts={[
          ['Token', session.name],
          ['Role', session.role],
          ['Until', session.expiresAt === null ? 'it is revoked' : formatDateTime(session.expiresAt)],
        ]}
      />
    </Panel>
  );
}
