import { ButtonLink } from '../ui/Button';
import { useWords } from '../ui/language';
import { Empty } from '../ui/Notice';
import { usePlace } from './session';
import { useTitle } from './useTitle';
import { shellWords } from './words';

/** What stands at an address where nothing is. */
export function NotFound() {
  const words = useWords(shellWords);
  const place = usePlace();
  useTitle(words.notFoundTitle);
  return (
    <>
      <h1 className="unseen">{words.notFoundTitle}</h1>
      <Empty
        title={words.notFoundTitle}
        act={
          <ButtonLink look="main" to={place.to('/home')}>
            {words.toHome}
          </ButtonLink>
        }
      >
        {words.notFound}
      </Empty>
    </>
  );
}
