import type { Schedule } from './types';

export type ImportSource = 'auto' | 'daybook' | 'loop' | 'habitica' | 'beaver' | 'csv';
export type ImportStatus =
  'waiting' | 'reading' | 'needs_mapping' | 'ready' | 'importing' | 'done' | 'failed';

export type PreviewHabit = {
  key: string;
  name: string;
  kind: 'yes_no' | 'numeric';
  schedule: Schedule;
  days: number;
  first: string | null;
  last: string | null;
  action: 'create' | 'merge' | 'restore' | 'unchanged';
  existing_id: string | null;
  same_name_id: string | null;
  new_days: number;
  conflicts: number;
};

export type Preview = {
  habits: PreviewHabit[];
  totals: {
    habits: number;
    days: number;
    notes: number;
    new_days: number;
    conflicts: number;
    vacations: number;
  };
  dropped: { what: string; count: number; why: string }[];
  problems: { where: string; reason: string }[];
  problem_count: number;
};

/** Which column of a table says what. */
export type ImportMapping = {
  date: string;
  habit?: string;
  value?: string;
  status?: string;
  note?: string;
  wide?: boolean;
  date_order?: string;
};

export type ImportCommit = {
  on_conflict: 'keep' | 'replace';
  skip: string[];
  into: Record<string, string>;
};

export type Import = {
  id: string;
  status: ImportStatus;
  source: ImportSource;
  file_name: string;
  created_at: string;
  progress: { done: number; total: number } | null;
  columns: { names: string[]; rows: string[][]; guess: Partial<ImportMapping> } | null;
  preview: Preview | null;
  problem: { detail: string; errors: { where: string; reason: string }[] } | null;
  result: { habits_created: number; habits_merged: number; days: number; notes: number } | null;
};
export type NewImport = Import & { upload: { url: string; fields: Record<string, string> } };

export type ExportFormat = 'json' | 'loop' | 'csv';
export type Export = {
  id: string;
  format: ExportFormat;
  status: 'working' | 'ready' | 'failed';
  file_name: string;
  bytes: number | null;
  /** Where the file is, for a quarter of an hour. */
  url: string | null;
  created_at: string;
};
