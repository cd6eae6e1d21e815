import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Choice } from '@/components/Choice';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { SearchField } from '@/components/SearchField';
import { TagFilter } from '@/components/TagFilter';
import { useCurrentDay } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { hasTag, tagsOf, useTasks } from '@/lib/tasks';
import { Board } from './Board';
import { QuickAdd } from './QuickAdd';
import { TaskList } from './TaskList';

/** All tasks, as a list by when they are due or as a board. What is shown is in the address. */
export default function TasksPage() {
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const [query, setQuery] = useState('');
  const today = useCurrentDay();
  const tasks = useTasks('open');
  const view = asked.get('view') === 'board' ? 'board' : 'list';
  const tags = tagsOf(tasks.data ?? []);
  const tag = tags.find((known) => hasTag({ tags: [known] }, asked.get('tag') ?? '')) ?? null;
  const go = (next: { view: 'list' | 'board'; tag: string | null }) => {
    const words = new URLSearchParams({
      ...(next.view === 'board' ? { view: 'board' } : {}),
      ...(next.tag === null ? {} : { tag: next.tag }),
    }).toString();
    navigate(words ? `/tasks?${words}` : '/tasks', { replace: true });
  };
  const wanted = { today, tag, query: query.trim() };
  return (
    <Page title={t('tasks.title')}>
      <QuickAdd today={today} tag={tag} begin={asked.has('add')} />
      <Choice
        legend={t('tasks.view')}
        hideLegend
        value={view}
        options={[
          { value: 'list', label: t('tasks.view.list') },
          { value: 'board', label: t('tasks.view.board') },
        ]}
        onChange={(next) => go({ view: next, tag })}
      />
      {(tasks.data?.length ?? 0) > 0 && (
        <SearchField label={t('tasks.search')} value={query} onChange={setQuery} />
      )}
      <TagFilter tags={tags} value={tag} onChange={(next) => go({ view, tag: next })} />
      <Loaded query={tasks} rows={3}>
        {(known) =>
          view === 'list' ? <TaskList tasks={known} {...wanted} /> : <Board open={known} {...wanted} />
        }
      </Loaded>
    </Page>
  );
}
