import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button';
import { LanguageContext } from '../ui/language';
import { Empty } from '../ui/Notice';
import { shellWords } from './words';

/** Catches what breaks in a view, so that the rest of the page goes on. */
export class Boundary extends Component<{ children: ReactNode }, { broken: Error | null }> {
  override state = { broken: null as Error | null };

  static getDerivedStateFromError(broken: unknown) {
    return { broken: broken instanceof Error ? broken : new Error(String(broken)) };
  }

  override render() {
    const { broken } = this.state;
    return broken === null ? (
      this.props.children
    ) : (
      <LanguageContext.Consumer>
        {(language) => {
          const words = shellWords[language];
          return (
            <Empty
              title={words.crashTitle}
              act={
                <Button look="main" onClick={() => location.reload()}>
                  {words.reload}
                </Button>
              }
            >
              <p>{words.crash}</p>
              <pre className="crash">{broken.message}</pre>
            </Empty>
          );
        }}
      </LanguageContext.Consumer>
    );
  }
}
