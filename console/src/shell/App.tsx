import { BrowserRouter } from 'react-router';
import { LanguageContext } from '../ui/language';
import { Boundary } from './Boundary';
import { Entrance } from './Entrance';
import { usePreferences } from './preferences';
import { PreferencesContext } from './preferencesContext';

/** The whole console. */
export function App() {
  const preferences = usePreferences();
  return (
    <LanguageContext value={preferences.language}>
      <PreferencesContext value={preferences}>
        <Boundary>
          <BrowserRouter>
            <Entrance />
          </BrowserRouter>
        </Boundary>
      </PreferencesContext>
    </LanguageContext>
  );
}
