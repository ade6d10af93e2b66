import { useParams, useSearchParams } from 'react-router';
import { get } from '@/api/client';
import { useStrategies, useSymbols } from '@/api/catalogue';
import type { Bot } from '@/api/types';
import { useLoad } from '@/api/useLoad';
import { useMay } from '@/app/session';
import { Page } from '@/components/Page';
import { Empty, Loading, Shown } from '@/components/states';
import { formOf, newBot } from '@/forms/model';
import { useAccounts, useLive } from '@/live';
import { BotEditor } from './BotEditor';

/** Makes a bot, also as a copy of another (`?copy=ID`), or changes one. */
export default function BotFormPage() {
  const { id } = useParams();
  const [address] = useSearchParams();
  const source = id ?? address.get('copy');
  const mayCommand = useMay('operator');
  const title = id === undefined ? 'New bot' : `Edit ${id}`;
  return (
    <Page title={title}>
      {!mayCommand ? (
        <Empty title="Only operators change bots" />
      ) : source === null ? (
        <NewBot />
      ) : (
        <KnownBot key={source} source={source} copy={id === undefined} />
      )}
    </Page>
  );
}

function NewBot() {
  const loaded = useLive((state) => state.loaded);
  const accounts = useAccounts();
  const symbols = useSymbols();
  if (!loaded) return <Loading lines={10} />;
  const account = accounts.keys().next().value ?? '';
  return (
    <Shown of={symbols} lines={10}>
      {(rules) => <Editor initial={newBot(account, rules[0]?.symbol ?? '')} version={undefined} />}
    </Shown>
  );
}

function KnownBot({ source, copy }: { source: string; copy: boolean }) {
  const bot = useLoad((signal) => get<Bot>(`/bots/${encodeURIComponent(source)}`, { signal }), [source]);
  return (
    <Shown of={bot} lines={10}>
      {(known) => (
        <Editor
          initial={{ ...formOf(known), id: copy ? `${known.id}-copy` : known.id }}
          version={copy ? undefined : known.version}
        />
      )}
    </Shown>
  );
}

function Editor(props: Pick<Parameters<typeof BotEditor>[0], 'initial' | 'version'>) {
  const strategies = useStrategies();
  const symbols = useSymbols();
  const accounts = useAccounts();
  return (
    <Shown of={strategies} lines={10}>
      {(known) => (
        <Shown of={symbols} lines={10}>
          {(rules) => <BotEditor {...props} strategies={known} symbols={rules} accounts={[...accounts.keys()]} />}
        </Shown>
      )}
    </Shown>
  );
}
