import type { components } from './schema';

type Schemas = components['schemas'];

/** A file of a person's, and what became of it. */
export type StoredFile = Schemas['Upload'];
export type FilePurpose = StoredFile['purpose'];
export type FileType = StoredFile['content_type'];
/** Where it is to be sent. */
export type FilePage = Schemas['UploadPage'];
export type FilesUsage = Schemas['Usage'];
export type NewFile = Schemas['NewUpload'];
export type ProfilePhoto = Schemas['ProfilePhoto'];
