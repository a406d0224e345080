import { useState } from 'react';
import { Link } from 'react-router';
import { graphOf } from '../../core/graph';
import { layOut } from '../../core/layout';
import { usePlace } from '../../shell/session';
import { Button } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Time } from '../../ui/Time';
import { Miniature } from '../workflows/Miniature';
import { draftKey, drafts } from './drafts';
import { TEMPLATES, templateNamed, type Template } from './templates';
import { templateWords } from './templateWords';

/** What a new automation can begin with; what was begun already comes first. */
export function Templates() {
  const words = useWords(templateWords);
  const place = usePlace();
  const [begun, setBegun] = useState(() => drafts.begun(place.tenant));
  const open = (template: string) => place.to(`/editor?template=${encodeURIComponent(template)}`);
  const discard = (template: string) => {
    drafts.discard(draftKey(place.tenant, { template }));
    setBegun(drafts.begun(place.tenant));
  };
  return (
    <div className="templates">
      <header className="page-head">
        <h1>{words.title}</h1>
      </header>
      {begun.length === 0 ? null : (
        <section aria-labelledby="begun">
          <h2 id="begun">{words.begun}</h2>
          <ul className="begun">
            {begun.map(({ template, draft }) => (
              <li key={template}>
                <Link to={open(template)}>{templateNamed(template)?.definition.title ?? template}</Link>
                <span className="soft">
                  <Time at={draft.at} />
                </span>
                <Button look="quiet" onClick={() => discard(template)}>
                  {words.discard}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Gallery title={words.small} note={words.smallNote} open={open} items={TEMPLATES.filter(({ alone }) => alone)} />
      <Gallery
        title={words.examples}
        note={words.examplesNote}
        open={open}
        items={TEMPLATES.filter(({ alone }) => !alone)}
      />
    </div>
  );
}

function Gallery({
  title,
  note,
  items,
  open,
}: {
  title: string;
  note: string;
  items: readonly Template[];
  open: (template: string) => string;
}) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p className="soft">{note}</p>
      <ul className="gallery">
        {items.map((template) => (
          <li key={template.name}>
            <Card template={template} to={open(template.name)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ template, to }: { template: Template; to: string }) {
  const words = useWords(templateWords);
  const { definition } = template;
  const title = definition.title || definition.name;
  const [drawn] = useState(() => {
    const graph = graphOf(definition);
    return { graph, layout: layOut(graph) };
  });
  return (
    <Link to={to} className="template">
      <span className="template-picture">
        <Miniature graph={drawn.graph} layout={drawn.layout} label={words.picture(title)} />
      </span>
      <strong>{title}</strong>
      <span className="soft">{definition.summary}</span>
    </Link>
  );
}
