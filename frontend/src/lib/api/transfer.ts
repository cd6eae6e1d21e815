import type { components } from './schema';

type Schemas = components['schemas'];

/** Which column of a table says what. */
export type ImportMapping = Schemas['ImportMapping'];
export type ImportCommit = Schemas['ImportCommit'];
export type ImportPreview = Schemas['ImportPreview'];
export type PreviewHabit = Schemas['PreviewHabit'];
export type ImportRefusal = Schemas['ImportRefusal'];
export type TableColumns = Omit<Schemas['TableColumns'], 'guess'> & { guess: Partial<ImportMapping> };

export type Import = Omit<Schemas['Import'], 'columns'> & { columns: TableColumns | null };
export type ImportSource = Import['source'];
/** Where the file goes: a form of S3's, good for a quarter of an hour. */
export type UploadForm = Schemas['UploadForm'];
export type NewImport = Import & { upload: UploadForm };

export type Export = Schemas['Export'];
export type ExportFormat = Export['format'];
