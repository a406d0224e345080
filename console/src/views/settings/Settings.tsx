import { Navigate, useNavigate, useParams } from 'react-router';
import { useTitle } from '../../shell/useTitle';
import { usePlace } from '../../shell/session';
import { useWords } from '../../ui/language';
import { Tabs } from '../../ui/Tabs';
import { Keys } from './Keys';
import { LimitsTable } from './LimitsTable';
import { Tenants } from './Tenants';
import { settingsWords } from './words';
import './settings.css';

const PARTS = ['keys', 'tenants', 'limits'] as const;
type Part = (typeof PARTS)[number];

/** Keys, tenants and limits. */
export default function Settings() {
  const words = useWords(settingsWords);
  const place = usePlace();
  const navigate = useNavigate();
  const { '*': rest = '' } = useParams();
  const part = PARTS.find((each) => each === rest);
  useTitle(words.title);
  if (part === undefined) {
    return <Navigate to={place.to('/settings/keys')} replace />;
  }
  return (
    <>
      <h1>{words.title}</h1>
      <Tabs
        label={words.parts}
        tabs={PARTS.map((key) => ({ key, label: words[key] }))}
        current={part}
        onChange={(key: Part) => void navigate(place.to(`/settings/${key}`), { replace: true })}
      >
        <PartOf part={part} />
      </Tabs>
    </>
  );
}

function PartOf({ part }: { part: Part }) {
  switch (part) {
    case 'keys':
      return <Keys />;
    case 'tenants':
      return <Tenants />;
    case 'limits':
      return <LimitsTable />;
  }
}
