import { useCallback, useState, type ReactNode } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { signOut } from '../api/session';
import { Button, IconButton } from '../ui/Button';
import { Icon, type IconName } from '../ui/Icon';
import { useWords } from '../ui/language';
import { asProblem, type Problem } from '../api/problem';
import { KeysDialog } from './KeysDialog';
import { Palette } from './Palette';
import { useChosenPreferences } from './preferencesContext';
import { ProblemNotice } from './ProblemNotice';
import { usePlace } from './session';
import { TenantChoice } from './TenantChoice';
import { useKeys } from './useKeys';
import { shellWords } from './words';

type PlaceName = 'home' | 'workflows' | 'runs' | 'audit' | 'settings';

const PLACES: readonly { name: PlaceName; icon: IconName }[] = [
  { name: 'home', icon: 'home' },
  { name: 'workflows', icon: 'workflows' },
  { name: 'runs', icon: 'runs' },
  { name: 'audit', icon: 'audit' },
  { name: 'settings', icon: 'settings' },
];

/** The rail of places, who is signed in, the palette and the keys; the view stands beside. */
export function Frame({ children, onSignedOut }: { children: ReactNode; onSignedOut: () => void }) {
  const words = useWords(shellWords);
  const place = usePlace();
  const navigate = useNavigate();
  const [over, setOver] = useState<'palette' | 'keys' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const close = useCallback(() => setOver(null), []);
  useKeys({
    palette: () => setOver('palette'),
    help: () => setOver('keys'),
    go: (path) => void navigate(place.to(path)),
  });
  const leave = () => {
    signOut().then(onSignedOut, (e: unknown) => setProblem(asProblem(e)));
  };
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="rail">
        <div className="brand">
          <img src="/mark.svg" alt="" width="24" height="24" />
          <span>Millrace</span>
        </div>
        <button
          type="button"
          className="rail-search"
          aria-label={words.search}
          aria-keyshortcuts="Control+K"
          onClick={() => setOver('palette')}
        >
          <Icon name="search" />
          <span>{words.search}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <nav aria-label={words.places}>
          {PLACES.map(({ name, icon }) => (
            <NavLink key={name} to={place.to(`/${name}`)} className="rail-link">
              <Icon name={icon} />
              <span>{words[name]}</span>
            </NavLink>
          ))}
        </nav>
        <div className="rail-foot">
          <TenantChoice />
          <p className="soft rail-role">{words.role[place.session.role] ?? place.session.role}</p>
          <div className="rail-acts">
            <ThemeButton />
            <LanguageButton />
            <IconButton label={words.keys} icon={<Icon name="help" />} onClick={() => setOver('keys')} />
            <IconButton label={words.signOut} icon={<Icon name="out" />} onClick={leave} />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {problem ? <ProblemNotice problem={problem} onRetry={leave} /> : null}
        {children}
      </main>
      {over === 'palette' ? <Palette onClose={close} /> : null}
      {over === 'keys' ? <KeysDialog onClose={close} /> : null}
    </div>
  );
}

function ThemeButton() {
  const words = useWords(shellWords);
  const { theme, chooseTheme } = useChosenPreferences();
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <IconButton
      label={`${words.theme}: ${dark ? words.light : words.dark}`}
      icon={<Icon name={dark ? 'sun' : 'moon'} />}
      onClick={() => chooseTheme(dark ? 'light' : 'dark')}
    />
  );
}

function LanguageButton() {
  const { language, chooseLanguage } = useChosenPreferences();
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <Button look="quiet" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => chooseLanguage(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}
